package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.isotopelm.base.Json;
import org.isotopelm.survey.Survey;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** The config's data section for a text that was looked at. */
final class DataRule {
  private static final int FEW = 5;

  /** A script with a smaller share of the letters is not told. */
  private static final double RARE = 0.005;

  private DataRule() {}

  /**
   * Its values.
   *
   * @param named what the config calls a file whose absolute name is given
   */
  static List<Decision> of(Survey survey, UnaryOperator<String> named) {
    List<Decision> data = new ArrayList<>();
    data.add(
        new Decision(
            "data.files", survey.data().files().stream().map(named).toList(), text(survey)));
    if (survey.data().format() != null) {
      data.add(
          new Decision("data.format", word(survey.data().format()), "by the name of the file"));
      data.add(
          new Decision("data.field", Objects.requireNonNull(survey.data().field()), field(survey)));
    } else {
      data.add(
          new Decision(
              "data.documents",
              word(Objects.requireNonNull(survey.data().documents())),
              documents(survey)));
    }
    data.add(new Decision("data.split", split(survey.data().split()), held(survey)));
    return data;
  }

  private static Object word(Object constant) {
    return Json.mapper().convertValue(constant, String.class);
  }

  private static String text(Survey survey) {
    String repeated =
        survey.duplicates() < 0.0005
            ? ""
            : String.format(
                Locale.ROOT,
                ", %s %% in documents that repeat others (a copy is in the same split and fold)",
                Figures.fixed(100 * survey.duplicates(), 1));
    return Phrases.count(survey.files(), "file")
        + ": "
        + survey.kind().words()
        + ", "
        + Phrases.count(survey.bytes(), "byte")
        + ", "
        + Phrases.count(survey.distinctCharacters(), "different character")
        + scripts(survey)
        + repeated;
  }

  /** {@code (Latin)} or {@code (97 % Han, 3 % Latin)}; nothing for a text without letters. */
  private static String scripts(Survey survey) {
    Map<String, Double> seen = survey.scripts();
    if (seen.isEmpty()) {
      return "";
    }
    String names =
        seen.entrySet().stream()
            .filter(each -> each.getValue() >= RARE)
            .limit(FEW)
            .map(each -> share(each.getValue()) + name(each.getKey()))
            .collect(Collectors.joining(", "));
    return " (" + names + ")";
  }

  private static String share(double share) {
    return share > 1 - RARE ? "" : Figures.fixed(100 * share, 0) + " % ";
  }

  /** {@code HAN} as Han. */
  private static String name(String script) {
    return script.charAt(0) + script.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String documents(Survey survey) {
    return survey.stream()
        ? "one document: " + survey.divided()
        : "%s, the median has %s: %s"
            .formatted(
                Phrases.count(survey.documents(), "document"),
                Phrases.count(survey.medianDocument(), "byte"),
                survey.divided());
  }

  private static String field(Survey survey) {
    List<String> others = survey.fields();
    String beside =
        others.isEmpty()
            ? "the only one that is text"
            : "the longest and most varied text; beside it: "
                + String.join(", ", others.subList(0, Math.min(FEW, others.size())))
                + (others.size() > FEW ? ", …" : "");
    return Phrases.count(survey.documents(), "document") + ", one a record; " + beside;
  }

  private static Map<String, Object> split(SplitSpec split) {
    Map<String, Object> shares = new LinkedHashMap<>();
    shares.put("validation", split.validation());
    shares.put("test", split.test());
    if (split.contiguous()) {
      shares.put("contiguous", true);
    } else {
      shares.put("seed", split.seed());
    }
    return shares;
  }

  private static String held(Survey survey) {
    String percent = Figures.fixed(100 * survey.test(), survey.test() < 0.1 ? 1 : 0);
    return survey.stream()
        ? "the last %s %% test the final models, and as much before them chooses among settings"
            .formatted(percent)
        : "%s %% of the text test the final models, once; the rest trains and chooses among settings"
            .formatted(percent);
  }
}
