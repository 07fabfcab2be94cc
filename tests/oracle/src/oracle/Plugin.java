package oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.netflix.spinnaker.orca.clouddriver.config.KubernetesPreconfiguredJobProperties;
import io.kubernetes.client.openapi.JSON;

/** One stage as a plugin's resource loader reads it. */
final class Plugin {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(new YAMLFactory())
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private Plugin() {}

  static JsonElement read(String text) throws Exception {
    Object stage = MAPPER.readValue(text, KubernetesPreconfiguredJobProperties.class);
    return JsonParser.parseString(new JSON().getGson().toJson(stage));
  }
}
