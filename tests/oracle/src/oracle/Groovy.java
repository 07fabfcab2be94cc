package oracle;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What Groovy makes of a value that a pipeline's author gives: {@code value.toString()}. */
final class Groovy {
  private Groovy() {}

  static JsonElement text(JsonElement value) {
    return new JsonPrimitive(
        (String) InvokerHelper.invokeMethod(java(value), "toString", new Object[0]));
  }

  /** JSON as Orca's Jackson reads it. */
  private static Object java(JsonElement value) {
    if (value.isJsonObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> it : value.getAsJsonObject().entrySet()) {
        map.put(it.getKey(), java(it.getValue()));
      }
      return map;
    }
    if (value.isJsonArray()) {
      List<Object> list = new ArrayList<>();
      value.getAsJsonArray().forEach(below -> list.add(java(below)));
      return list;
    }
    if (value.isJsonNull()) {
      return null;
    }
    JsonPrimitive single = value.getAsJsonPrimitive();
    if (single.isBoolean()) {
      return single.getAsBoolean();
    }
    return single.isNumber() ? number(single.getAsString()) : single.getAsString();
  }

  private static Number number(String text) {
    if (text.matches("-?[0-9]+")) {
      BigInteger whole = new BigInteger(text);
      return whole.bitLength() < 32
          ? (Number) whole.intValue()
          : whole.bitLength() < 64 ? (Number) whole.longValue() : whole;
    }
    return Double.valueOf(text);
  }
}
