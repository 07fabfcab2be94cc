package oracle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers questions on standard input, one JSON object a line, each with one line: {@code
 * {"bound": …}}, or {@code {"error": ["class: message", cause…]}} where the real code throws.
 */
public final class Main {
  /** Most causes that are told of one failure. */
  private static final int CAUSES = 8;

  private Main() {}

  public static void main(String[] words) throws Exception {
    Gson plain = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    if (words.length > 1 && words[0].equals("fields")) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      out.print(plain.toJson(Fields.of(java.nio.file.Path.of(words[1]))));
      return;
    }
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // What libraries print must not be taken for an answer.
    System.setOut(System.err);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(plain.toJson(answer(JsonParser.parseString(line).getAsJsonObject())));
      out.flush();
    }
  }

  private static JsonObject answer(JsonObject question) {
    JsonObject answer = new JsonObject();
    int repeat = question.has("repeat") ? question.get("repeat").getAsInt() : 0;
    try {
      JsonArray times = new JsonArray();
      for (int run = 0; run < repeat; run++) {
        long before = System.nanoTime();
        Binding.bind(question);
        times.add(System.nanoTime() - before);
      }
      if (repeat > 0) {
        answer.add("nanos", times);
      } else {
        answer.add("bound", one(question));
      }
    } catch (Throwable thrown) {
      JsonArray causes = new JsonArray();
      for (Throwable at = thrown; at != null && causes.size() < CAUSES; at = at.getCause()) {
        causes.add(at.getClass().getName() + ": " + at.getMessage());
      }
      answer.add("error", causes);
    }
    return answer;
  }

  private static JsonElement one(JsonObject question) throws Exception {
    return switch (question.get("kind").getAsString()) {
      case "plugin" -> Plugin.read(question.get("texts").getAsJsonArray().get(0).getAsString());
      case "webhook" -> Binding.webhooks(Binding.binder(question));
      case "groovy" -> Groovy.text(question.get("value"));
      default -> Binding.shown(Binding.jobs(Binding.binder(question)));
    };
  }
}
