package org.isotopelm.optim.decay;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isotopelm.base.Glob;
import org.isotopelm.base.ProblemException;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;

/** A condition by which a rule chooses parameters. */
public sealed interface Condition {
  /** The config's key. */
  String key();

  /** Whether a parameter meets it. */
  boolean matches(Parameter parameter);

  /** In words, such as {@code layers 2-5}. */
  String describe();

  /**
   * What the parameter is for.
   *
   * @param roles any of these
   */
  record OfRoles(List<Role> roles) implements Condition {
    public OfRoles {
      roles = List.copyOf(roles);
    }

    @Override
    public String key() {
      return "roles";
    }

    @Override
    public boolean matches(Parameter parameter) {
      return roles.contains(parameter.role());
    }

    @Override
    public String describe() {
      boolean matrix = roles.containsAll(Role.MATRIX);
      String others =
          roles.stream()
              .filter(role -> !(matrix && Role.MATRIX.contains(role)))
              .map(Role::label)
              .collect(Collectors.joining(" "));
      return matrix ? ("matrix " + others).strip() : others;
    }
  }

  /**
   * The tensor's name.
   *
   * @param glob of the whole name: {@code *} stands for any run of characters, {@code ?} for one
   */
  record Named(String glob) implements Condition {
    @Override
    public String key() {
      return "match";
    }

    @Override
    public boolean matches(Parameter parameter) {
      return Glob.compileName(glob).matcher(parameter.name()).matches();
    }

    @Override
    public String describe() {
      return glob;
    }
  }

  /**
   * The parameter's layer.
   *
   * @param text the range as it was written
   * @param first 0-based
   * @param last ≥ first, included
   */
  record InLayers(String text, int first, int last) implements Condition {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    /**
     * Of "2-5" or "3".
     *
     * @param path of the text in the config
     * @throws ProblemException (config) if it is not a range
     */
    static InLayers of(String text, String path) {
      Matcher range = RANGE.matcher(text.strip());
      if (!range.matches()) {
        throw ProblemException.config(
            path, "'%s' is not a range of layers; write \"2-5\" or \"3\"".formatted(text));
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first > last) {
        throw ProblemException.config(
            path,
            "%s ends before it begins; write %s-%s"
                .formatted(text, range.group(2), range.group(1)));
      }
      return new InLayers(text, first, last);
    }

    @Override
    public String key() {
      return "layers";
    }

    @Override
    public boolean matches(Parameter parameter) {
      return first <= parameter.layer() && parameter.layer() <= last;
    }

    @Override
    public String describe() {
      return "layers " + text;
    }
  }
}
