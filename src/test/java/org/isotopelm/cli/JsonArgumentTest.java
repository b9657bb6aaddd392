package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonArgumentTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "[{\"text\": \"a\"}] ! true",
        "[1, ! true",
        "{\"text\": \"a\"} ! true",
        "{\"text\": \"a\"} {\"text\": \"b\"} ! true",
        "{\"model\": \"x\", \"data\": [1]} ! true",
        "{\"data\": {}} {\"data\": {}} ! true",
        "17 ! true",
        "{\"model\": {\"kind\": \"mlp\"}} ! false",
        "{\"a\": 1, \"model\": {\"kind\": \"mlp\"}} ! false",
        "{model: {kind: mlp}} ! false",
        "'' ! false"
      })
  void isText_json_isNoConfig(String content, boolean text) throws IOException {
    Files.writeString(folder.resolve("a.json"), content);
    assertThat(JsonArgument.isText(folder.resolve("a.json"))).isEqualTo(text);
    assertThat(JsonArgument.isText(folder.resolve("nowhere.json"))).isFalse();
  }
}
