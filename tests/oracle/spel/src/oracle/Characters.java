package oracle;

import java.util.function.IntFunction;

/**
 * Prints what this JVM's {@code Character} says of every code point, as
 * crates/core/data/java-characters.txt has it: a line for each code point from which on something
 * is different, with the code point in hexadecimal and what holds from there.
 */
public final class Characters {
  public static void main(String[] arguments) {
    section("type", c -> "" + Character.getType(c));
    section("direction", c -> "" + Character.getDirectionality(c));
    section("flags", c -> Integer.toHexString(flags(c)));
    section("lower", c -> "" + (Character.toLowerCase(c) - c));
    section("upper", c -> "" + (Character.toUpperCase(c) - c));
    section("title", c -> "" + (Character.toTitleCase(c) - c));
    // What a digit is worth rises with it: the difference stays.
    section(
        "number",
        c -> {
          int worth = Character.getNumericValue(c);
          return worth < 0 ? "" + worth : "+" + (worth - c);
        });
  }

  private static int flags(int c) {
    boolean[] flags = {
      Character.isAlphabetic(c),
      Character.isIdeographic(c),
      Character.isLowerCase(c),
      Character.isUpperCase(c),
      Character.isMirrored(c),
      Character.isJavaIdentifierStart(c),
      Character.isJavaIdentifierPart(c),
      Character.isUnicodeIdentifierStart(c),
      Character.isUnicodeIdentifierPart(c),
      Character.isIdentifierIgnorable(c),
    };
    int bits = 0;
    for (int at = 0; at < flags.length; at++) if (flags[at]) bits |= 1 << at;
    return bits;
  }

  private static void section(String name, IntFunction<String> value) {
    System.out.println("# " + name);
    String last = null;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String now = value.apply(c);
      if (!now.equals(last)) System.out.println(Integer.toHexString(c) + " " + now);
      last = now;
    }
  }
}
