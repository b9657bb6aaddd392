package org.isotopelm.optim;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isotopelm.optim.OptimizerSpec.Rule;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/** Who a rule of the decay plan speaks of; conditions that are absent match everything. */
record Selector(@Nullable List<Role> roles, @Nullable Pattern name, int firstLayer, int lastLayer) {
  private static final Pattern LAYERS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  /** Null where the rule's layers are no range. */
  static @Nullable Selector of(Rule rule) {
    Pattern name = rule.match() == null ? null : glob(rule.match());
    if (rule.layers() == null) {
      return new Selector(rule.roles(), name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    Matcher range = LAYERS.matcher(rule.layers().strip());
    if (!range.matches()) {
      return null;
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    return first > last ? null : new Selector(rule.roles(), name, first, last);
  }

  boolean matches(Parameter parameter) {
    return (roles == null || roles.contains(parameter.role()))
        && (name == null || name.matcher(parameter.name()).matches())
        && firstLayer <= parameter.layer()
        && parameter.layer() <= lastLayer;
  }

  /** The rule's conditions in words, such as {@code matrix, block.*.mlp.*, layers 2-5}. */
  static String describe(Rule rule) {
    StringBuilder text = new StringBuilder();
    if (rule.roles() != null) {
      text.append(describe(rule.roles()));
    }
    if (rule.match() != null) {
      text.append(text.isEmpty() ? "" : ", ").append(rule.match());
    }
    if (rule.layers() != null) {
      text.append(text.isEmpty() ? "" : ", ").append("layers ").append(rule.layers());
    }
    return text.isEmpty() ? "the rest" : text.toString();
  }

  private static String describe(List<Role> roles) {
    boolean matrix = roles.containsAll(Role.MATRIX);
    String others =
        roles.stream()
            .filter(role -> !(matrix && Role.MATRIX.contains(role)))
            .map(Role::label)
            .collect(Collectors.joining(" "));
    return matrix ? ("matrix " + others).strip() : others;
  }

  /** {@code *} stands for any run of characters, {@code ?} for one. */
  private static Pattern glob(String text) {
    String regex =
        text.chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(regex);
  }
}
