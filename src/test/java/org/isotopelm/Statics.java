package org.isotopelm;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whether what static fields hold can change: told from their values, as far as these show it. */
final class Statics {
  /**
   * Types of the JDK and of libraries whose objects never change, or which hold no state of ours.
   */
  private static final List<Class<?>> FIXED =
      List.of(
          String.class,
          Boolean.class,
          Character.class,
          Number.class,
          Class.class,
          Pattern.class,
          Path.class,
          Duration.class,
          MathContext.class,
          MethodHandle.class,
          MemoryLayout.class,
          Comparator.class,
          Logger.class,
          JsonPointer.class,
          TypeReference.class,
          ObjectMapper.class,
          ObjectReader.class,
          JsonNodeFactory.class);

  /** Likewise, by name, as not every JVM has them or they are another layer's. */
  private static final Set<String> FIXED_PACKAGES =
      Set.of("jdk.incubator.vector", "com.networknt.schema");

  /** Fields that hold what may change, and why that is right. */
  private static final Map<String, String> ALLOWED =
      Map.of(
          "org.isotopelm.base.TemporaryFolder$Held.OF_PROCESS",
          "the lock by which this process holds its folder until its end",
          "org.isotopelm.config.SchemaTree.OF_CONFIG",
          "a tree of JSON, which is read once and never written");

  private Statics() {}

  /** The static fields of some classes that their sources write. */
  static Stream<JavaField> of(Iterable<JavaClass> classes) {
    return StreamSupport.stream(classes.spliterator(), false)
        .flatMap(each -> each.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  /** Whether a static field holds the same for ever. */
  static boolean isFixed(JavaField field) {
    if (ALLOWED.containsKey(field.getFullName())) {
      return true;
    }
    Field own = field.reflect();
    Object value = value(own, null);
    return (value != null && value.getClass().isArray())
        ? Array.getLength(value) == 0 || isClosed(own)
        : isFixed(value);
  }

  /** An array that only its class sees, of what does not change: its class has to let it be. */
  private static boolean isClosed(Field field) {
    Class<?> element = field.getType().componentType();
    return Modifier.isPrivate(field.getModifiers())
        && (element.isPrimitive() || element == String.class);
  }

  private static boolean isFixed(@Nullable Object value) {
    if (value == null || FIXED.stream().anyMatch(type -> type.isInstance(value))) {
      return true;
    }
    Class<?> type = value.getClass();
    boolean foreign = !type.getName().startsWith("org.isotopelm.");
    if (FIXED_PACKAGES.contains(type.getPackageName()) || (foreign && value instanceof Enum)) {
      return true;
    }
    return switch (value) {
      case Collection<?> all -> isUnmodifiable(type) && all.stream().allMatch(Statics::isFixed);
      case Map<?, ?> map ->
          isUnmodifiable(type)
              && map.keySet().stream().allMatch(Statics::isFixed)
              && map.values().stream().allMatch(Statics::isFixed);
      default -> !foreign && hasFixedFields(value, type);
    };
  }

  private static boolean isUnmodifiable(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.util.ImmutableCollections$")
        || name.startsWith("java.util.Collections$Unmodifiable")
        || name.startsWith("java.util.Collections$Empty");
  }

  /**
   * Whether all fields are final and hold what does not change: so it is with records and enums.
   */
  private static boolean hasFixedFields(Object value, Class<?> type) {
    boolean own =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .allMatch(
                field -> Modifier.isFinal(field.getModifiers()) && isFixed(value(field, value)));
    Class<?> above = type.getSuperclass();
    return own
        && (above == Object.class
            || above == Enum.class
            || above == Record.class
            || hasFixedFields(value, above));
  }

  private static @Nullable Object value(Field field, @Nullable Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
