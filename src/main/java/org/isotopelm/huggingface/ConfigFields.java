package org.isotopelm.huggingface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The values of a config.json. Every error is one of data ({@link ProblemException}) that names the
 * file, the field, the value found and the rule. A field that is null counts as absent.
 */
final class ConfigFields {
  /** No config is nearly as long; a file that is was not written as one. */
  private static final long MOST_BYTES = 16 << 20;

  private final Path file;
  private final String path;
  private final JsonNode root;

  private ConfigFields(Path file, String path, JsonNode root) {
    this.file = file;
    this.path = path;
    this.root = root;
  }

  static ConfigFields read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw ProblemException.data(
            "%s: has %s bytes, which is no config's size; name the folder of a model"
                .formatted(file, Files.size(file)));
      }
      JsonNode root = Json.mapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw ProblemException.data(file + ": is not a JSON object; restore the file");
      }
      return new ConfigFields(file, "", root);
    } catch (NoSuchFileException e) {
      throw ProblemException.data(
          file + ": does not exist; name a folder that transformers has saved", e);
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + FileReason.of(e), e);
    } catch (JacksonException e) {
      throw ProblemException.data(file + ": is not JSON, or is cut short; restore the file", e);
    }
  }

  /** Whether a field has a value. */
  boolean has(String field) {
    JsonNode value = root.path(field);
    return !value.isMissingNode() && !value.isNull();
  }

  /** The names of all fields. */
  List<String> names() {
    return root.propertyNames().stream().toList();
  }

  /** The fields of an object; none where it is absent. */
  ConfigFields object(String field) {
    JsonNode value = root.path(field);
    if (has(field) && !value.isObject()) {
      throw problem(field, "an object");
    }
    return new ConfigFields(file, path + field + ".", value);
  }

  /** A number of things, which must be there. */
  int count(String field) {
    if (!has(field)) {
      throw missing(field, "and has no default; restore the file");
    }
    JsonNode value = root.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      throw problem(field, "a whole number from 1 to 2147483647");
    }
    return value.intValue();
  }

  int count(String field, int absent) {
    return has(field) ? count(field) : absent;
  }

  /** The id of a token. */
  int token(String field, int absent, int vocabulary) {
    if (!has(field)) {
      return absent;
    }
    JsonNode value = root.path(field);
    boolean whole = value.isIntegralNumber() && value.canConvertToInt();
    if (!whole || value.intValue() < 0 || value.intValue() >= vocabulary) {
      throw problem(field, "the id of one of %s tokens".formatted(vocabulary));
    }
    return value.intValue();
  }

  /** Whether a field is absent, this number, or a list with it. */
  boolean mayBe(String field, int number) {
    JsonNode value = root.path(field);
    return !has(field)
        || (value.isArray() ? value.valueStream() : Stream.of(value))
            .anyMatch(each -> each.isIntegralNumber() && each.asString().equals("" + number));
  }

  /** A finite number above 0. */
  double positive(String field, double absent) {
    return has(field) ? number(field, Double.MIN_VALUE, "a number above 0") : absent;
  }

  /** A probability below 1. */
  double share(String field, double absent) {
    double share = has(field) ? number(field, 0, "a number from 0 to 1") : absent;
    if (share >= 1) {
      throw problem(field, "a number below 1");
    }
    return share;
  }

  private double number(String field, double least, String rule) {
    JsonNode value = root.path(field);
    if (!value.isNumber() || !Double.isFinite(value.asDouble()) || value.asDouble() < least) {
      throw problem(field, rule);
    }
    return value.asDouble();
  }

  boolean flag(String field, boolean absent) {
    if (has(field) && !root.path(field).isBoolean()) {
      throw problem(field, "true or false");
    }
    return has(field) ? root.path(field).booleanValue() : absent;
  }

  String text(String field, String absent) {
    if (has(field) && !root.path(field).isString()) {
      throw problem(field, "a text");
    }
    return has(field) ? root.path(field).asString() : absent;
  }

  /** Refuses a field with any other value than this one. */
  void require(boolean fits, String field, String rule) {
    if (!fits) {
      throw problem(field, rule);
    }
  }

  /** What the model's shape refuses, as an error of this file; one of usage stays as it is. */
  ProblemException located(ProblemException e) {
    return e.exitCode() == ExitCode.CONFIG
        ? ProblemException.data(
            "%s: the shape is not possible: %s".formatted(file, e.problems().getFirst().message()),
            e)
        : e;
  }

  /** The error of a field that is absent, with what follows. */
  ProblemException missing(String field, String consequence) {
    return ProblemException.data(
        "%s: %s%s is missing, %s".formatted(file, path, field, consequence));
  }

  /** That a field's value breaks a rule. */
  ProblemException problem(String field, String rule) {
    String found = root.path(field).toString();
    String brief = found.length() > 80 ? found.substring(0, 80) + "…" : found;
    return ProblemException.data(
        "%s: %s%s is %s; Isotope reads only %s here".formatted(file, path, field, brief, rule));
  }
}
