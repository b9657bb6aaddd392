package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Studies of a text and nothing else. What is trained is cut short in the config. */
class TextStudyTest {
  private static final String[] WORDS = {"one", "of", "these", "ten", "words", "comes", "after"};

  @TempDir Path folder;
  private Path text;
  private Path out;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    text = folder.resolve("text.txt");
    out = folder.resolve("out");
    config = out.resolve("config.yaml");
    Random random = new Random(1);
    Files.writeString(
        text,
        IntStream.range(0, 150)
            .mapToObj(
                i ->
                    random
                        .ints(8, 0, WORDS.length)
                        .mapToObj(word -> WORDS[word])
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining(".\n\n", "", ".\n")));
  }

  private Program study(String... more) {
    String[] first = {"study", text.toString(), "--out", out.toString()};
    return Program.run(
        Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new));
  }

  /** The config as it is drafted, with so little to train that it takes a second or two. */
  private String small() throws IOException {
    Program drafted = study("--minutes", "1", "--dry-run");
    assertThat(drafted.code()).as(drafted.err()).isZero();
    String small =
        Files.readString(config)
            .replaceAll("epochs: .*", "epochs: 0.2")
            .replaceAll("width: \\d+", "width: 8")
            .replaceAll("embedding: \\d+", "embedding: 8")
            .replaceAll("trials: \\d+", "trials: 2")
            .replaceAll("values: \\[.*]", "values: [0, 0.1]")
            .replaceAll("members: \\d+", "members: 2");
    Files.writeString(config, small);
    return small;
  }

  @Test
  void dryRun_text_writesASoundConfigWithItsReasons() throws IOException {
    Program drafted = study("--minutes", "1", "--dry-run", "--json");
    assertThat(drafted.code()).as(drafted.err()).isZero();
    assertThat(Json.mapper().readTree(drafted.out()).path("cells").asInt()).isPositive();
    List<String> lines = Files.readAllLines(config);
    assertThat(lines.getFirst()).startsWith("# What 'isotope study ");
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).matches(" *[\\w]+: .+")) {
        assertThat(lines.get(i - 1)).as(lines.get(i)).matches(" *# .{8,}");
      }
    }
    assertThat(drafted.err()).contains("150 documents", "tokenizer", "model", "config: " + config);
    assertThat(Program.run("explain", config.toString()).code()).isZero();
  }

  @Test
  void run_textAgain_goesOnWithTheConfigThatTheUserChanged() throws IOException {
    String changed = small();
    Program first = study("--json");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(Files.readString(config)).isEqualTo(changed);
    assertThat(out.resolve("chosen")).isDirectory();
    JsonNode result = Json.mapper().readTree(first.out());
    assertThat(result.path("final").size()).isPositive();
    Program again = study("--json");
    assertThat(again.err()).contains("the study goes on with " + config);
    assertThat(Json.mapper().readTree(again.out())).isEqualTo(result);
    Program byConfig = Program.run("study", config.toString(), "--json");
    assertThat(Json.mapper().readTree(byConfig.out())).isEqualTo(result);
    assertThat(Program.run("report", out.toString()).code()).isZero();
    Files.writeString(text, "\n\nA text that has grown.\n", StandardOpenOption.APPEND);
    Program grown = study();
    assertThat(grown.code()).isEqualTo(1);
    assertThat(grown.err()).contains("the text has changed since this study began", "--force");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "below", "below/models/texts"})
  void run_folderOfTheStudyInsideTheTexts_isRefused(String inside) {
    Path within = folder.resolve(inside);
    Program refused =
        Program.run("study", folder.toString(), "--out", within.toString(), "--dry-run");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            within + " lies inside " + folder + ", and the files of the study would become",
            "name a folder outside it with --out");
    assertThat(folder.resolve("below")).doesNotExist();
    assertThat(folder.resolve("config.yaml")).doesNotExist();
  }

  @Test
  void run_otherTextOrMinutes_pointsToTheConfigThatIsThere() throws IOException {
    String changed = small();
    Program minutes = study("--minutes", "7");
    assertThat(minutes.code()).isEqualTo(1);
    assertThat(minutes.err()).contains(config.toString(), "it is for 1 minute", "--out");
    assertThat(changed).doesNotContain("minutes:");
    Files.move(text, folder.resolve("other.txt"));
    text = folder.resolve("other.txt");
    Program other = study();
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains(config.toString(), "it is of other texts: ", "/text.txt");
    assertThat(Files.readString(config)).isEqualTo(changed);
  }

  @Test
  void run_timeThatIsUp_endsAndTheConfigGoesOnWithoutALimit() throws IOException {
    small();
    Path limit = out.resolve("minutes.json");
    assertThat(Json.mapper().readTree(Files.readString(limit)).path("minutes").asInt())
        .isEqualTo(1);
    Files.writeString(limit, "{\"minutes\": 1, \"of_study\": 1e-9}");
    JsonNode cut = Json.mapper().readTree(study("--json").out());
    assertThat(cut.path("stopped").asString())
        .isEqualTo("the 1 minute that it was given was used up");
    Program whole = Program.run("study", config.toString(), "--json");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(Json.mapper().readTree(whole.out()).path("stopped").isNull()).isTrue();
    JsonNode again = Json.mapper().readTree(study("--json").out());
    assertThat(again).isEqualTo(Json.mapper().readTree(whole.out()));
  }

  @Test
  void run_damagedMinutes_areRefusedByTheirName() throws IOException {
    small();
    Path limit = out.resolve("minutes.json");
    for (String content :
        List.of(
            "",
            "{",
            "{\"minutes\": 1}",
            "{\"minutes\": -3, \"of_study\": 1}",
            "{\"minutes\": 1, \"of_study\": -1}",
            "{\"minutes\": 1, \"of_study\": 1e300}")) {
      Files.writeString(limit, content);
      Program damaged = study();
      assertThat(damaged.code()).as(content).isEqualTo(4);
      assertThat(damaged.err()).contains(limit + " is damaged; remove it");
    }
  }

  @Test
  void run_configOfADraft_isStudiedInItsFolder() throws IOException {
    small();
    Program cost = Program.run("study", config.toString(), "--dry-run", "--json");
    assertThat(Json.mapper().readTree(cost.out()).path("study").asString())
        .isEqualTo(out.toString());
    Program set = Program.run("study", config.toString(), "--set", "study.folds=3");
    assertThat(set.code()).isEqualTo(2);
    assertThat(set.err()).contains("--set would make another study of it", "--out");
    Program early = Program.run("report", out.toString());
    assertThat(early.code()).isEqualTo(4);
    assertThat(early.err()).contains("isotope study " + config + "' begins it");
  }

  @Test
  void run_fileAsFolder_isRefusedBeforeTheTextIsMeasured() throws IOException {
    out = Files.writeString(folder.resolve("file"), "x");
    Program refused = study();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).endsWith(out + " is a file; name another folder with --out\n");
  }

  @Test
  void run_minutesInTheConfig_areTheUsersOwn() throws IOException {
    Files.writeString(config, small() + "  budget: {minutes: 1.0e-9}\n");
    JsonNode cut = Json.mapper().readTree(study("--json").out());
    assertThat(cut.path("stopped").asString()).contains("the budget of 1e-9 minutes was used up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "To be, or not to be.\n", "\u0000binary"})
  void run_whatIsNoText_leavesNothingBehind(String content) throws IOException {
    Files.writeString(text, content);
    Program refused = study("--json");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).startsWith(text + ": ").hasLineCount(1);
    JsonNode problems = Json.mapper().readTree(refused.out()).at("/error/problems");
    assertThat(problems.size()).isEqualTo(1);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "soon", "1.5"})
  void run_minutesThatAreNone_areAUsageError(String minutes) {
    Program refused = study("--minutes", minutes);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--minutes " + minutes, "at least 1");
    assertThat(out).doesNotExist();
  }

  @Test
  void run_configWithWhatIsForTexts_isAUsageError() {
    Program minutes = Program.run("study", "my.yaml", "--minutes", "3");
    assertThat(minutes.code()).isEqualTo(2);
    assertThat(minutes.err()).contains("--set study.budget.minutes=3");
    Program both = Program.run("study", "my.yaml", text.toString());
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("give a config or texts");
    Program set = study("--set", "train.epochs=1");
    assertThat(set.code()).isEqualTo(2);
    assertThat(set.err()).contains("--dry-run writes " + config);
  }

  @Test
  void run_jsonThatIsNoConfig_isAText() throws IOException {
    Path json = folder.resolve("texts.json");
    Files.writeString(json, "[{\"text\": \"one\"}]");
    Program array =
        Program.run("study", json.toString(), "--minutes", "3", "--out", out.toString());
    assertThat(array.code()).isEqualTo(4);
    assertThat(array.err()).contains("texts.json:1:1: a JSON array starts here", "jq -c");
    Files.writeString(json, "{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
    Program records = Program.run("study", json.toString(), "--out", out.toString());
    assertThat(records.code()).isEqualTo(4);
    assertThat(records.err()).contains("has 6 bytes of different text");
    Files.writeString(json, "{\"model\": {\"kind\": \"mlp\"}}");
    Program config = Program.run("study", json.toString(), "--out", out.toString());
    assertThat(config.code()).isEqualTo(3);
  }

  @Test
  void run_folderOfSomethingElse_isRefusedBeforeItIsWrittenTo() throws IOException {
    Files.createDirectories(out.resolve("chosen"));
    Program refused = study();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("holds chosen, which no study wrote there");
    assertThat(config).doesNotExist();
  }
}
