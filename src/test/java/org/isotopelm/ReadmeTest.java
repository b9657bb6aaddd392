package org.isotopelm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.Gradients;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Listener;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says is so. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @TempDir Path folder;

  private static double train(Path file, Path cache) {
    // README begins
    Config config = ConfigFile.read(file, List.of()).config();
    Corpus corpus = Corpus.open(config.data(), Path.of("."), Catalog.open(Path.of(".")));
    Preparation text = Preparation.of(config.tokenizer(), corpus, corpus.split(), cache);
    GradientRecipe recipe = GradientRecipe.of(config.recipe(), "this program");
    GradientPlan plan = GradientPlan.of(recipe, text, Engine.best());
    try (Team team = new Team(2)) {
      TrainResult result = Trainer.fresh(plan, team, Listener.NONE, () -> false).run();
      return Evaluator.score(result.model(), text.test(), team).nll();
    }
    // README ends
  }

  /** The snippet as a program of its own: config, cache. */
  public static void main(String[] args) {
    System.out.println(train(Path.of(args[0]), Path.of(args[1])));
  }

  @Test
  void snippet_smallConfig_trainsAndScores() throws IOException {
    // Measured here. Guessing one of 257 ids costs ln 257 = 5.55; products of OpenBLAS round
    // otherwise.
    assertThat(train(smallConfig(), folder.resolve("cache"))).isCloseTo(1.85931, within(1e-4));
  }

  /** There is no data/catalog.yaml, and none is needed for files of one's own. */
  @Test
  void snippet_inAFolderOfItsOwn_trainsAndScores() throws IOException, InterruptedException {
    Path file = smallConfig();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                ReadmeTest.class.getName(),
                file.getFileName().toString(),
                "cache")
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    // What a library logs goes to standard output too, where no program says otherwise.
    String nll =
        new String(process.getInputStream().readAllBytes(), UTF_8)
            .lines()
            .reduce("", (before, line) -> line);

    assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    assertThat(Double.parseDouble(nll)).isEqualTo(train(file, folder.resolve("cache")));
  }

  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path smallConfig() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("half of it is left after ").append(i % 7).append(" half-lives\n");
      text.append("and line ").append(i).append(" is another\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.1}}
        tokenizer: {kind: byte}
        model: {kind: mlp, context: 4, embedding: 8, hidden: [16]}
        train: {steps: 100, batch: 32}
        optimizer: {kind: adamw, learning_rate: {peak: 1e-2}}
        """);
  }

  @Test
  void snippet_inTheReadme_isTheOneCompiledHere() throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/isotopelm/ReadmeTest.java"));
    String snippet =
        source
            .substring(source.indexOf("// README begins\n") + 17, source.indexOf("    // README e"))
            .indent(-4);

    assertThat(Files.readString(README)).contains("```java\n" + snippet + "```");
  }

  @Test
  void configs_inTheReadme_areSound() throws IOException {
    Matcher yaml =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    int found = 0;
    String whole = "";
    while (yaml.find()) {
      String text = yaml.group(1);
      whole = found == 0 ? text : whole;
      boolean isPart = text.startsWith("optimizer:");
      String rest =
          isPart ? whole.replaceAll("(?m)^(optimizer|study):.*\\n(?:[ #].*\\n)*", "") : "";
      Path file = Files.writeString(folder.resolve("readme.yaml"), rest + text);
      assertThat(Gradients.train(ConfigFile.read(file, List.of()).config()).batch()).isPositive();
      found++;
    }
    assertThat(found).isPositive();
  }

  @Test
  void links_inTheReadme_leadToFiles() throws IOException {
    Matcher link = Pattern.compile("]\\(([^):]+)\\)").matcher(Files.readString(README));
    int found = 0;
    while (link.find()) {
      assertThat(Path.of(link.group(1))).exists();
      found++;
    }
    assertThat(found).isGreaterThan(5);
  }

  /** A page names a class as {@code package/Class}, and a test by its name. */
  @ParameterizedTest
  @ValueSource(strings = {"extending", "engine", "studies", "../../../CONTRIBUTING"})
  void classes_thatAPageNames_exist(String page) throws IOException {
    String text = Files.readString(Path.of("src/site/markdown", page + ".md"));
    Set<String> tests = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.forEach(file -> tests.add(file.getFileName().toString()));
    }
    Matcher name = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w*)|`(\\w+Test)\\b").matcher(text);
    int found = 0;
    while (name.find()) {
      if (name.group(2) == null) {
        assertThat(Path.of("src/main/java/org/isotopelm", name.group(1) + ".java")).exists();
      } else {
        assertThat(tests).contains(name.group(2) + ".java");
      }
      found++;
    }
    assertThat(found).isPositive();
  }
}
