package org.isotopelm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class NgramSpecTest {
  private static NgramSpec read(String more) {
    String usual =
        "'kind': 'ngram', 'order': 3, 'smoothing': 'modified_kneser_ney', 'discounts': [], 'cutoffs': [], 'prune': 0, 'memory': '1GiB'";
    for (String pair : more.isEmpty() ? List.<String>of() : List.of(more.split(";", -1))) {
      String key = pair.strip().split(":", 2)[0];
      usual =
          List.of(usual.split(", (?=')", -1)).stream()
                  .filter(old -> !old.startsWith(key))
                  .collect(Collectors.joining(", "))
              + ", "
              + pair.strip();
    }
    return Json.mapper().readValue("{" + usual.replace('\'', '"') + "}", NgramSpec.class);
  }

  private static ProblemException refused(String more) {
    try {
      read(more);
    } catch (ProblemException e) {
      return e;
    } catch (JacksonException e) {
      if (e.getCause() instanceof ProblemException cause) {
        return cause;
      }
    }
    throw new AssertionError(more + " is not refused");
  }

  @Test
  void read_asUsual_isTheSpecOfItsOrder() {
    assertThat(read("")).isEqualTo(NgramSpec.ofOrder(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'smoothing': 'kneser_ney'; 'discounts': [0.7]",
        "'smoothing': 'witten_bell'; 'cutoffs': [0, 1, 1]",
        "'smoothing': {'kind': 'additive', 'delta': 0.25}",
        "'smoothing': 'stupid_backoff'; 'quantise': 8",
        "'discounts': [[0.5, 1, 1.5], [0.6, 1.1, 1.6], [0.7, 1.2, 1.7]]; 'prune': 1e-7; 'memory': '64MiB'"
      })
  void write_ofWhatWasRead_readsBackAsTheSame(String more) {
    NgramSpec spec = read(more);
    String written = Json.mapper().writeValueAsString(spec);
    assertThat(Json.mapper().readValue(written, NgramSpec.class)).isEqualTo(spec);
  }

  @Test
  void smoothing_asNameOrMap_isTheSame() {
    assertThat(read("'smoothing': {'kind': 'witten_bell'}"))
        .isEqualTo(read("'smoothing': 'witten_bell'"));
    assertThat(read("'smoothing': {'kind': 'additive', 'delta': 0.5}").smoothing())
        .isEqualTo(new Smoothing.Additive(0.5));
    assertThat(read("'smoothing': 'additive'").smoothing())
        .isEqualTo(new Smoothing.Additive(Smoothing.Additive.USUAL_DELTA));
  }

  @Test
  void discounts_oneListOrOneForEachOrder_areFoundByOrder() {
    assertThat(read("'discounts': [0.5, 1, 1.5]").discounts().of(2)).containsExactly(0.5, 1., 1.5);
    assertThat(
            read("'smoothing': 'kneser_ney'; 'discounts': [[0.5], [0.6], [0.7]]").discounts().of(3))
        .containsExactly(0.7);
    assertThat(read("").discounts().of(3)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'order': 0 | model.order | 0 is not possible; order must be ≥ 1 and ≤ 12",
        "'order': 13 | model.order | ≤ 12",
        "'smoothing': 'modified_knesser_ney' | model.smoothing | did you mean 'modified_kneser_ney'?",
        "'smoothing': {'kind': 'aditive'} | model.smoothing.kind | did you mean 'additive'?",
        "'smoothing': {'delta': 1} | model.smoothing | kind is missing",
        "'smoothing': {'kind': 'witten_bell', 'delta': 1} | model.smoothing.delta | unknown key delta",
        "'smoothing': {'kind': 'additive', 'delta': 0} | model.smoothing.delta | delta must be > 0",
        "'smoothing': {'kind': 'additive', 'delta': 'x'} | model.smoothing.delta | is not a number",
        "'smoothing': 3 | model.smoothing | unknown smoothing 3",
        "'discounts': 0.5 | model.discounts | is not a list of numbers",
        "'discounts': [0.5, 'x', 1] | model.discounts | is not a list of numbers",
        "'discounts': [0.5, 1] | model.discounts | needs 3",
        "'discounts': [0.5, 2.5, 1] | model.discounts | 2.5 is not possible for counts of 2",
        "'discounts': [0, 1, 1] | model.discounts | 0.0 is not possible for counts of 1",
        "'discounts': [[0.5, 1, 1.5], [0.5, 1, 1.5]] | model.discounts | 2 lists are given for order 3",
        "'smoothing': 'witten_bell'; 'discounts': [0.5] | model.discounts | has no discounts",
        "'cutoffs': [0, 1] | model.cutoffs | 2 numbers are given for order 3",
        "'cutoffs': [1, 1, 1] | model.cutoffs.0 | the first cutoff must be 0",
        "'cutoffs': [0, 2, 1] | model.cutoffs.2 | cutoffs must not fall",
        "'prune': -1 | model.prune | prune must be ≥ 0",
        "'prune': 1e-7; 'smoothing': 'stupid_backoff' | model.prune | remove the key",
        "'memory': '1 GB of it' | model.memory | such as 1GiB",
        "'memory': '1KiB' | model.memory | at least 1MiB",
        "'memory': '8388608TiB' | model.memory | memory must be less than 8388608TiB",
        "'memory': '9999999999TiB' | model.memory | '9999999999TiB' is more than any computer has",
        "'quantise': 40 | model.quantise | from 4 to 16"
      })
  void read_ofABadValue_namesPathValueRuleAndRemedy(String more, String path, String message) {
    ProblemException refusal = refused(more);
    assertThat(refusal.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }

  @Test
  void new_withSeveralBadValues_namesAll() {
    assertThatThrownBy(
            () ->
                new NgramSpec(
                    3,
                    new Smoothing.WittenBell(),
                    new Discounts(List.of(List.of(0.5))),
                    List.of(0),
                    -1,
                    MemoryBound.of("1GiB"),
                    null))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  @ParameterizedTest
  @CsvSource({"1GiB, 1073741824", "64MiB, 67108864", "2048 KiB, 2097152", "1536M, 1610612736"})
  void memory_ofAText_isThatManyBytes(String text, long bytes) {
    assertThat(MemoryBound.of(text).bytes()).isEqualTo(bytes);
    assertThat(MemoryBound.of(MemoryBound.of(text).text()).bytes()).isEqualTo(bytes);
  }
}
