package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyRulesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | study.space: space is missing; give a map of dimensions by name, such as lambda: {set: […], values: […]}",
        "{search: {kind: random}, space: {l: {set: [train.seed], values: [1]}}} | study.search.trials: trials is missing; give a whole number ≥ 1",
        "{search: {kind: grid, trials: 3}, space: {l: {set: [train.seed], values: [1]}}} | study.search.trials: trials cannot be used with kind grid, whose keys are kind",
        "{space: {l: {set: [train.seed]}}} | study.space.l: l has nothing to choose from; give one of values, log_uniform, uniform",
        "{space: {l: {set: [train.seed], values: [1], uniform: [1, 2]}}} | study.space.l: l has values and uniform; give one of values, log_uniform, uniform",
        "{space: {l: {set: [optimizer.clip], uniform: [1, 2]}}} | study.space.l.uniform: a grid needs a list; give values, or search by {kind: gp, trials: 12}",
        "{search: {kind: random, trials: 3}, space: {l: {set: [optimizer.clip], uniform: [2, 1]}}} | study.space.l.uniform: 2 is not below 1; write the smaller one first",
        "{space: {l: {set: [optimizer.decay.rset.lambda], values: [0]}}} | study.space.l.set.0: optimizer.decay.rset.lambda: optimizer.decay has no entry rset; did you mean 'rest'? (it has the entries gains, embedding, rest)",
        "{space: {l: {set: [optimizer.decay.0.lambda], values: [0]}}} | study.space.l.set.0: optimizer.decay.0.lambda: use the name of the entry, not its number: optimizer.decay.gains.lambda",
        "{space: {l: {set: [train.seed], values: [1]}}, opponents: {a: {optimizer.decay.1.lambda: 0}}} | study.opponents.a.optimizer.decay.1.lambda: use the name of the entry, not its number: optimizer.decay.embedding.lambda",
        "{space: {l: {set: [train.bacth], values: [1]}}} | study.space.l.set.0: train.bacth: unknown key bacth; did you mean 'batch'?",
        "{space: {l: {set: [decay.lambda], values: [0]}}} | study.space.l.set.0: decay: decay cannot be used here, where the keys are data, tokenizer, model, train, optimizer, engine, study, imported",
        "{space: {l: {set: [train.epochs], values: [1]}}} | study.space.l.set.0: train.epochs: steps and epochs are both given; keep one of them (null removes the other: train.epochs=null)",
        "{space: {l: {set: [study.folds], values: [1]}}} | study.space.l.set.0: study.folds: a study cannot set its own values",
        "{space: {l: {set: [optimizer.decay.rest.lambda], values: [0, -1]}}} | study.space.l.values.1: as optimizer.decay.rest.lambda: -1 is negative; lambda must be a number ≥ 0",
        "{space: {l: {set: [model.heads], values: [2, 3]}}} | study.space.l.values.1: as model.heads: width 32 is not a multiple of 3 heads; choose heads that divide the width",
        "{space: {l: {set: [train.seed], values: [1, 1]}}} | study.space.l.values: 1 is given twice; give each value once",
        "{space: {l: {set: [train.seed], values: []}}} | study.space.l.values: values is empty; give at least one",
        "{space: {l: {set: [train.seed], values: [1]}, m: {set: [train.seed], values: [2]}}} | study.space.m.set.0: l sets train.seed already; use each path in one dimension only",
        "{folds: 0, space: {l: {set: [train.seed], values: [1]}}} | study.folds: 0 is too small; folds must be a whole number ≥ 1",
        "{space: {1l: {set: [train.seed], values: [1]}}} | study.space.1l: 1l is not a name of letters, digits, _ and -, that begins with a letter",
        "{space: {l: {set: [train.seed], values: [1]}}, opponents: {a: {train.bacth: 1}}} | study.opponents.a.train.bacth: unknown key bacth; did you mean 'batch'?",
        "{space: {l: {set: [train.seed], values: [1]}}, opponents: {a: {optimizer.clip: 0}}} | study.opponents.a.optimizer.clip: 0 is too small; clip must be a number > 0 or null",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {epochs: 1e9}} | study.final.epochs: 1e9 is too large; epochs must be a number ≥ 0.01 and ≤ 1000",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {epochs: 0}} | study.final.epochs: 0 is too small; epochs must be a number ≥ 0.01 and ≤ 1000",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {members: 65}} | study.final.members: 65 is too large; members must be a whole number ≥ 1 and ≤ 64",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {student: {width: 1e-9}}} | study.final.student.width: 1e-9 is too small; width must be a number ≥ 0.01 and ≤ 1",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {student: 0.35}} | study.final.student: 0.35 is not a map; student must be a map such as {width: 0.35}, or null",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {mix: 1}} | study.final.mix: 1 is neither true nor false; mix must be true or false",
        "{space: {l: {set: [train.seed], values: [1]}}, final: {weights: mean}} | study.final.weights: mean is not valid for weights; it must be one of last, average",
        "{space: {l: {set: [train.seed], values: [1]}}, final: true} | study.final: true is not a map; final must be a map such as {members: 4, mix: true}, or null",
        "{space: {l: {set: [train.seed], values: [1]}}, hold: token} | study.hold: token is not valid for hold; did you mean 'tokens'? (lambda, exposure, timescale, tokens)",
        "{space: {l: {set: [train.seed], values: [1]}}, pruning: {kind: halving, factor: 1}} | study.pruning.factor: 1 is too small; factor must be a whole number from 2 to 10",
        "{space: {l: {set: [train.seed], values: [1]}}, pruning: {kind: racing, p: 0}} | study.pruning.p: 0 is too small; p must be a number > 0 and < 1",
        "{space: {l: {set: [train.seed], values: [1]}}, folds: 3, pruning: {kind: median, after: 3}} | study.pruning.after: 3 is not below the cells of a point, folds times seeds = 3, so no point would be given up; use a smaller number, or more folds or seeds",
      })
  void read_badStudy_isTold(String study, String expected) throws IOException {
    assertThat(new Sample().with("study", study).complaints(folder))
        .anySatisfy(
            line -> assertThat(line).matches("c\\.yaml:6:[0-9]+: .*").endsWith(": " + expected));
  }

  @Test
  void read_mistakeOutsideTheStudy_isNotBlamedOnItsValues() throws IOException {
    assertThat(
            new Sample()
                .with("model", "{kind: gpt, layers: 0, heads: 2, width: 32, context: 32}")
                .with("study", "{space: {l: {set: [train.seed], values: [1, 2, 3]}}}")
                .complaints(folder))
        .hasSize(1);
  }

  /** bpe's pattern stands in the resolved config, and words have none. */
  @Test
  void read_resolvedConfigWithAnOpponentOfAnotherKind_isSound() throws IOException {
    Sample sample =
        new Sample()
            .with("tokenizer", "{kind: bpe, vocabulary: 300}")
            .with(
                "study",
                "{space: {l: {set: [train.seed], values: [1, 2]}}, opponents: {words:"
                    + " {tokenizer.kind: word}}}");
    String resolved = ConfigFile.toYaml(sample.read(folder).config());
    assertThat(resolved).contains("pattern: gpt2");
    Path file = Files.writeString(folder.resolve("resolved.yaml"), resolved);
    assertThat(ConfigFile.toYaml(ConfigFile.read(file, List.of()).config())).isEqualTo(resolved);
  }

  @Test
  void read_opponentThatSwapsStepsForEpochs_isSound() throws IOException {
    LoadedConfig loaded =
        new Sample()
            .with(
                "study",
                "{space: {l: {set: [optimizer.decay.rest.lambda], values: [0, 0.1, 1]}}, opponents:"
                    + " {short: {train.steps: null, train.epochs: 5}}}")
            .read(folder);
    StudySpec study = Objects.requireNonNull(loaded.config().study());
    assertThat(study.space())
        .containsExactly(
            Map.entry(
                "l",
                new Dimension(
                    List.of("optimizer.decay.rest.lambda"),
                    List.of(0, 0.1, 1),
                    null,
                    null,
                    false,
                    Map.of())));
    assertThat(study.folds()).isEqualTo(1);
    Map<String, Object> opponent = Objects.requireNonNull(study.opponents().get("short"));
    Config varied = loaded.with(opponent);
    assertThat(Gradients.train(varied).steps()).isNull();
    assertThat(Gradients.train(varied).epochs()).isEqualTo(5);
    assertThat(varied.study()).isNull();
  }

  @Test
  void with_pointOfAHalfLifeOrAnExposure_replacesTheGroupsLambda() throws IOException {
    LoadedConfig loaded =
        new Sample()
            .with(
                "optimizer",
                "{decay: [{group: early, layers: 0, half_life: {steps: 7}}, {group: rest, lambda: 0.1}]}")
            .with(
                "study",
                "{search: {kind: random, trials: 2}, space: {h: {set: [optimizer.decay.rest.half_life.epochs],"
                    + " log_uniform: [0.5, 8]}, k: {set: [optimizer.decay.early.exposure], values: [1, 2]}}}")
            .read(folder);
    Space space = Space.of(Objects.requireNonNull(loaded.config().study()).space());
    Point point = space.point(Map.of("h", 4L, "k", 2L));
    assertThat(Gradients.optimizer(loaded.with(point.overrides())).decay().toString())
        .contains("HalfLife[span=Span[length=4.0, unit=EPOCHS]]")
        .contains("Exposure[value=2.0]");
    Point zero = Objects.requireNonNull(space.zeroOf(point));
    assertThat(Gradients.optimizer(loaded.with(zero.overrides())).decay().toString())
        .contains("Lambda[value=0.0]")
        .contains("Exposure[value=0.0]");
  }
}
