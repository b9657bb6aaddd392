package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class CommentedYamlTest {
  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static Object read(String yaml) {
    return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
        .loadFromString(yaml);
  }

  @Test
  void of_decisions_standUnderTheirReasons() {
    String yaml =
        CommentedYaml.of(
            List.of("The head."),
            List.of(
                new Decision("model", map("kind", "lstm", "width", 128), "best at this size"),
                new Decision("train.epochs", 2.5, "as many as fit"),
                new Decision("train.batch", 16, "small steps")));
    assertThat(yaml)
        .isEqualTo(
            """
            # The head.

            # best at this size
            model: {kind: lstm, width: 128}

            train:
              # as many as fit
              epochs: 2.5
              # small steps
              batch: 16
            """);
  }

  @Test
  void of_twoForOnePath_writesTheLaterWhereTheEarlierStood() {
    String yaml =
        CommentedYaml.of(
            List.of(),
            List.of(
                new Decision("data.documents", "line", "first"),
                new Decision("train.seed", 1, "any"),
                new Decision("data.documents", "file", "second")));
    assertThat(yaml).startsWith("\ndata:\n  # second\n  documents: file\n");
  }

  @Test
  void of_aKeyOfAMap_joinsIt() {
    String yaml =
        CommentedYaml.of(
            List.of(),
            List.of(
                new Decision("data.split", map("test", 0.1), "a tenth"),
                new Decision("data.split.validation", 0.2, "scores the trials")));
    assertThat(yaml)
        .isEqualTo(
            """

            data:
              # a tenth; validation: scores the trials
              split: {test: 0.1, validation: 0.2}
            """);
  }

  @Test
  void of_aLongList_isWrittenInLines() {
    List<String> files = List.of("a".repeat(60), "b".repeat(60));
    String yaml = CommentedYaml.of(List.of(), List.of(new Decision("data.files", files, "two")));
    assertThat(yaml).endsWith("  files:\n    - " + files.get(0) + "\n    - " + files.get(1) + "\n");
    assertThat(read(yaml)).isEqualTo(Map.of("data", Map.of("files", files)));
  }

  @Test
  void of_anyValues_readBackAsTheSame() {
    Map<String, Object> values =
        map(
            "numbers", Arrays.asList(0.003, 3e-4, 1.5e7, 12.0, 7L, -0.25, 123456.75),
            "words", List.of("5%", "yes", "off", "null", "3", "1e5", "a: b", "#", "", "é", "*.txt"),
            "names", List.of("/a/b.txt", "../a b.txt", "-", "~", "it's \"quoted\"\n"),
            "truth", true);
    String yaml = CommentedYaml.of(List.of(), List.of(new Decision("all", values, "x # y: {z")));
    Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) read(yaml)).get("all"), yaml);
    assertThat(all.get("words")).isEqualTo(values.get("words"));
    assertThat(all.get("names")).isEqualTo(values.get("names"));
    assertThat(all.get("truth")).isEqualTo(true);
    assertThat((List<?>) all.get("numbers"))
        .extracting(number -> ((Number) number).doubleValue())
        .containsExactly(0.003, 3e-4, 1.5e7, 12.0, 7.0, -0.25, 123456.75);
  }

  @ParameterizedTest
  @CsvSource({"0.003, 0.003", "3e-4, 3e-4", "1.25e-5, 1.25e-5", "2, 2", "1e7, 1e7", "0, 0"})
  void number_anySize_isWrittenAsPeopleDo(double value, String text) {
    assertThat(FlowText.of(value)).isEqualTo(text);
  }
}
