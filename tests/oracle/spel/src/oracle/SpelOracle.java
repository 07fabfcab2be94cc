package oracle;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.netflix.spinnaker.kork.expressions.ExpressionEvaluationSummary;
import com.netflix.spinnaker.orca.ExecutionContext;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.pipeline.util.ContextParameterProcessor;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evaluates what is asked, a JSON object a line: {@code {id, context, input}}, with contexts from
 * the file that is named. Answers as the vectors of spel.jsonl have it. {@code {"again": [...]}}
 * has a list of such evaluated once more, and answers only how long Orca's own calls took.
 */
public final class SpelOracle {
  private static final ObjectMapper ORCA = OrcaObjectMapper.getInstance();
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final String USER = "alice@example.com";

  private final JsonNode contexts;
  private final ContextParameterProcessor processor = new ContextParameterProcessor();

  /** Characters of a text that is still worth an answer. */
  private static final int LONGEST = 10_000_000;

  /** Cases whose contexts are made at once when only the time counts. */
  private static final int TOGETHER = 50;

  /** What was evaluated last: so that no compiler leaves it out. */
  private Object last;

  private SpelOracle(JsonNode contexts) {
    this.contexts = contexts;
  }

  public static void main(String[] arguments) throws Exception {
    // What the libraries print must not mix with the answers.
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    SpelOracle oracle = new SpelOracle(PLAIN.readTree(new File(arguments[0])));
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      JsonNode one = PLAIN.readTree(line);
      Object answer =
          one.has("again") ? Map.of("nanos", oracle.again(one.get("again"))) : oracle.answer(one);
      answers.println(PLAIN.writeValueAsString(answer));
      answers.flush();
    }
  }

  /**
   * How long Orca's evaluation of all these takes, in nanoseconds. The contexts, which an
   * expression may change, are made before, some at a time.
   */
  private long again(JsonNode cases) throws Exception {
    long nanos = 0;
    for (int from = 0; from < cases.size(); from += TOGETHER) {
      int count = Math.min(TOGETHER, cases.size() - from);
      List<Map<String, Object>> sources = new ArrayList<>();
      List<Map<String, Object>> made = new ArrayList<>();
      for (int at = from; at < from + count; at++) {
        JsonNode asked = cases.get(at);
        sources.add(source(asked));
        made.add(context(contexts.get(asked.get("context").asText())));
      }
      long before = System.nanoTime();
      for (int at = 0; at < count; at++) {
        try {
          last =
              processor.process(
                  sources.get(at), made.get(at), true, new ExpressionEvaluationSummary());
        } catch (Throwable thrown) {
          last = thrown;
        }
      }
      nanos += System.nanoTime() - before;
    }
    return nanos;
  }

  private static Map<String, Object> source(JsonNode asked) {
    Map<String, Object> source = new HashMap<>();
    source.put("v", ORCA.convertValue(asked.get("input"), Object.class));
    return source;
  }

  private Map<String, Object> answer(JsonNode asked) {
    JsonNode sample = contexts.get(asked.get("context").asText());
    ExpressionEvaluationSummary summary = new ExpressionEvaluationSummary();
    Map<String, Object> source = source(asked);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", asked.get("id"));
    Object value = null;
    try {
      value = processor.process(source, context(sample), true, summary).get("v");
    } catch (Throwable thrown) {
      answer.put("thrown", thrown.getClass().getSimpleName());
    }
    if (value instanceof CharSequence && ((CharSequence) value).length() > LONGEST) {
      // Its JSON would take more memory than there is.
      answer.put("endless", true);
      value = null;
    }
    try {
      answer.put("result", plain(value));
    } catch (StackOverflowError | RuntimeException endless) {
      // It holds itself, or cannot even be looked at any more.
      answer.put("endless", true);
    }
    answer.put("type", type(value));
    answer.put("failures", failures(summary));
    return answer;
  }

  private Map<String, Object> context(JsonNode sample) throws Exception {
    if (sample.has("root")) {
      // No execution, and nobody known who runs it.
      ExecutionContext.set(
          new ExecutionContext(null, "anonymous", null, null, null, null, null, null, 0L));
      return ORCA.convertValue(sample.get("root"), new TypeReference<HashMap<String, Object>>() {});
    }
    PipelineExecution execution = ORCA.treeToValue(sample.get("execution"), PipelineExecution.class);
    execution.getStages().forEach(stage -> stage.setExecution(execution));
    StageExecution stage = execution.stageById(sample.get("stageId").asText());
    Long started = stage.getStartTime();
    ExecutionContext.set(
        new ExecutionContext(
            execution.getApplication(),
            USER,
            execution.getType().toString(),
            execution.getId(),
            stage.getId(),
            stage.getType(),
            stage.getName(),
            execution.getOrigin(),
            started == null ? 0L : started));
    return processor.buildExecutionContext(stage);
  }

  private static Collection<Map<String, Object>> failures(ExpressionEvaluationSummary summary) {
    Map<String, Map<String, Object>> failures = new TreeMap<>();
    summary
        .getExpressionResult()
        .forEach(
            (expression, results) ->
                results.forEach(
                    result -> {
                      Class<?> kind = result.getExceptionType();
                      Map<String, Object> failure = new LinkedHashMap<>();
                      failure.put("expression", expression);
                      failure.put("level", String.valueOf((Object) result.getLevel()));
                      failure.put("kind", kind == null ? null : kind.getSimpleName());
                      failures.put(failure.toString(), failure);
                    }));
    return failures.values();
  }

  private static String type(Object value) {
    if (value == null) return "null";
    if (value instanceof List) return "List";
    if (value instanceof Map) return "Map";
    if (value instanceof Set) return "Set";
    if (value instanceof Collection) return "Collection";
    return value.getClass().getSimpleName();
  }

  /** A value as JSON; what JSON has no word for is a text. */
  private static Object plain(Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) return value;
    if (value instanceof Double number && !Double.isFinite(number)) return number.toString();
    if (value instanceof Float number && !Float.isFinite(number)) return number.toString();
    if (value instanceof Number) return value;
    if (value instanceof Character) return value.toString();
    if (value instanceof Enum<?> constant) return constant.name();
    if (value instanceof Class<?> named) return named.getName();
    if (value instanceof byte[] bytes) return Base64.getEncoder().encodeToString(bytes);
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new TreeMap<>();
      map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
      return plain;
    }
    if (value instanceof Collection<?> items) {
      List<Object> plain = new ArrayList<>();
      items.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (value.getClass().isArray()) {
      List<Object> plain = new ArrayList<>();
      for (int at = 0; at < Array.getLength(value); at++) plain.add(plain(Array.get(value, at)));
      return plain;
    }
    try {
      return PLAIN.treeToValue(ORCA.valueToTree(value), Object.class);
    } catch (Exception refused) {
      return Map.of("unserialisable", value.getClass().getName());
    }
  }
}
