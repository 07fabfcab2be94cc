package oracle;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.netflix.spinnaker.orca.api.preconfigured.jobs.TitusPreconfiguredJobProperties;
import com.netflix.spinnaker.orca.clouddriver.config.KubernetesPreconfiguredJobProperties;
import com.netflix.spinnaker.orca.webhook.config.WebhookProperties;
import io.kubernetes.client.openapi.JSON;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Stage files as Orca's start-up loads and binds them. */
final class Binding {
  private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
  private static final String PROPERTIES = StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;
  private static final Gson GSON = new JSON().getGson();

  private Binding() {}

  /** The two lists of job stages. */
  public static class Jobs {
    private List<TitusPreconfiguredJobProperties> titus = List.of();
    private List<KubernetesPreconfiguredJobProperties> kubernetes = List.of();

    public List<TitusPreconfiguredJobProperties> getTitus() {
      return titus;
    }

    public void setTitus(List<TitusPreconfiguredJobProperties> value) {
      titus = value;
    }

    public List<KubernetesPreconfiguredJobProperties> getKubernetes() {
      return kubernetes;
    }

    public void setKubernetes(List<KubernetesPreconfiguredJobProperties> value) {
      kubernetes = value;
    }
  }

  /** All that a question asks for, with nothing shown: for measuring. */
  static void bind(JsonObject question) throws Exception {
    jobs(binder(question));
  }

  /** A binder over the question's environment and its files, the last of them the highest. */
  static Binder binder(JsonObject question) throws Exception {
    StandardEnvironment environment = new StandardEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    Map<String, Object> variables = new HashMap<>();
    if (question.has("env")) {
      for (Map.Entry<String, JsonElement> it : question.getAsJsonObject("env").entrySet()) {
        variables.put(it.getKey(), it.getValue().getAsString());
      }
    }
    sources.replace(PROPERTIES, new MapPropertySource(PROPERTIES, new HashMap<>()));
    sources.replace(VARIABLES, new SystemEnvironmentPropertySource(VARIABLES, variables));
    int number = 0;
    for (JsonElement text : question.getAsJsonArray("texts")) {
      byte[] bytes = text.getAsString().getBytes(StandardCharsets.UTF_8);
      List<PropertySource<?>> documents =
          new YamlPropertySourceLoader().load("file " + number++, new ByteArrayResource(bytes));
      for (PropertySource<?> document : documents) {
        sources.addAfter(VARIABLES, document);
      }
    }
    if (question.has("wrapped") && question.get("wrapped").getAsBoolean()) {
      for (PropertySource<?> source : sources) {
        sources.replace(source.getName(), new Wrapped((EnumerablePropertySource<?>) source));
      }
    }
    ConfigurationPropertySources.attach(environment);
    return new Binder(
        ConfigurationPropertySources.get(environment),
        new PropertySourcesPlaceholdersResolver(environment),
        List.of(ApplicationConversionService.getSharedInstance()),
        null,
        null,
        null);
  }

  static Jobs jobs(Binder binder) {
    Jobs jobs = new Jobs();
    binder.bind(
        "job.preconfigured",
        Bindable.ofInstance(jobs),
        new IgnoreTopLevelConverterNotFoundBindHandler());
    return jobs;
  }

  /** What client-java's own Gson writes of the stages. */
  static JsonElement shown(Jobs jobs) {
    JsonObject shown = new JsonObject();
    shown.add("titus", JsonParser.parseString(GSON.toJson(jobs.titus)));
    shown.add("kubernetes", JsonParser.parseString(GSON.toJson(jobs.kubernetes)));
    return shown;
  }

  static JsonElement webhooks(Binder binder) {
    WebhookProperties webhooks = new WebhookProperties();
    binder.bind(
        "webhook",
        Bindable.ofInstance(webhooks),
        new IgnoreTopLevelConverterNotFoundBindHandler());
    List<Map<String, Object>> shown =
        webhooks.getPreconfigured().stream()
            .map(WebhookProperties.PreconfiguredWebhook::shown)
            .toList();
    return JsonParser.parseString(new Gson().toJson(shown));
  }

  /** As Orca's secret-aware sources are: listed and asked, but of no class that Spring knows. */
  private static final class Wrapped
      extends EnumerablePropertySource<EnumerablePropertySource<?>> {
    Wrapped(EnumerablePropertySource<?> source) {
      super(source.getName(), source);
    }

    @Override
    public String[] getPropertyNames() {
      return source.getPropertyNames();
    }

    @Override
    public Object getProperty(String name) {
      return source.getProperty(name);
    }
  }
}
