package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isotopelm.survey.Survey;
import org.isotopelm.survey.TextKind;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.read.Documents;
import org.junit.jupiter.api.Test;

class DataRuleTest {
  private static String told(int characters, Map<String, Double> scripts, double duplicates) {
    SplitSpec split = new SplitSpec(0, 0.1, 1, false, List.of(), List.of());
    DataSpec data = DataSpec.of(List.of("a.txt"), Documents.BLANK_LINE, split);
    Survey survey =
        new Survey(
            data,
            TextKind.PROSE,
            "blank lines part the text",
            List.of(),
            1,
            40_000,
            400,
            100,
            false,
            characters,
            scripts,
            duplicates,
            List.of());
    return DataRule.of(survey, UnaryOperator.identity()).getFirst().reason();
  }

  @Test
  void of_oneScript_isNamed() {
    assertThat(told(62, Map.of("LATIN", 1.0), 0))
        .isEqualTo("1 file: prose, 40,000 bytes, 62 different characters (Latin)");
  }

  @Test
  void of_severalScripts_haveTheirShares() {
    Map<String, Double> scripts = new LinkedHashMap<>();
    scripts.put("HAN", 0.7);
    scripts.put("CANADIAN_ABORIGINAL", 0.297);
    scripts.put("GREEK", 0.003);
    assertThat(told(3_000, scripts, 0))
        .endsWith("3,000 different characters (70 % Han, 30 % Canadian aboriginal)");
  }

  @Test
  void of_textWithoutLetters_hasNoScript() {
    assertThat(told(11, Map.of(), 0.25))
        .isEqualTo(
            "1 file: prose, 40,000 bytes, 11 different characters, 25.0 % in documents that repeat"
                + " others (a copy is in the same split and fold)");
  }
}
