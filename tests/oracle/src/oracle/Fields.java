package oracle;

import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of V1Job and of all that it can hold, for each version of client-java in a folder. */
final class Fields {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";
  private static final String PREFIX = "client-java-api-";

  private Fields() {}

  static JsonObject of(Path folder) throws IOException, ClassNotFoundException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = new ArrayList<>(files.filter(Fields::isClient).sorted().toList());
    }
    JsonObject versions = new JsonObject();
    for (Path jar : jars) {
      versions.add(version(jar), classes(jar));
    }
    return versions;
  }

  private static boolean isClient(Path jar) {
    return jar.getFileName().toString().startsWith(PREFIX);
  }

  private static String version(Path jar) {
    return jar.getFileName().toString().replace(PREFIX, "").replace(".jar", "");
  }

  /** Class → field as JSON names it → type, all in the order of the alphabet. */
  private static JsonObject classes(Path jar) throws IOException, ClassNotFoundException {
    Map<String, JsonObject> known = new TreeMap<>();
    // Gson's annotations must be ours; the models must not.
    ClassLoader ours = new OnlyGson();
    try (URLClassLoader models =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ours)) {
      Deque<Class<?>> left = new ArrayDeque<>(List.of(models.loadClass(MODELS + "V1Job")));
      while (!left.isEmpty()) {
        Class<?> model = left.pop();
        if (!known.containsKey(model.getSimpleName())) {
          known.put(model.getSimpleName(), fields(model, left));
        }
      }
    }
    JsonObject all = new JsonObject();
    known.forEach(all::add);
    return all;
  }

  private static JsonObject fields(Class<?> model, Deque<Class<?>> left) {
    Map<String, String> named = new TreeMap<>();
    for (Field field : model.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null && !Modifier.isStatic(field.getModifiers())) {
        named.put(name.value(), text(field.getGenericType(), left));
      }
    }
    JsonObject fields = new JsonObject();
    named.forEach(fields::addProperty);
    return fields;
  }

  /** A type without packages; the models in it are left to be looked at. */
  private static String text(Type type, Deque<Class<?>> left) {
    if (type instanceof ParameterizedType generic) {
      String arguments =
          Arrays.stream(generic.getActualTypeArguments())
              .map(argument -> text(argument, left))
              .collect(Collectors.joining(","));
      return ((Class<?>) generic.getRawType()).getSimpleName() + "<" + arguments + ">";
    }
    Class<?> simple = (Class<?>) type;
    if (simple.getName().startsWith(MODELS)) {
      left.push(simple);
    }
    return simple.getSimpleName();
  }

  /** Sees the platform and Gson, so that no other client's models hide those of a jar. */
  private static final class OnlyGson extends ClassLoader {
    OnlyGson() {
      super(getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("com.google.gson.")) {
        return Fields.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
