package org.isotopelm.optim.decay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on weight decay leaves out nothing that a config can choose. */
class DecayPageTest {
  @Test
  void page_everyPresetPartAndSchedule_isNamed() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/decay.md"));
    Stream<String> schedules =
        Stream.of(LambdaSchedule.class.getPermittedSubclasses())
            .map(kind -> kind.getAnnotation(JsonTypeName.class))
            .map(name -> Objects.requireNonNull(name).value());
    Stream<String> parts =
        Stream.of(Coupling.values(), Parts.Mask.values(), Parts.Target.values(), Form.values())
            .flatMap(Arrays::stream)
            .map(part -> part.name().toLowerCase(Locale.ROOT));
    List<String> names = Stream.concat(schedules, parts).toList();
    assertThat(names).hasSizeGreaterThan(20).allMatch(name -> page.contains("`" + name + "`"));
  }
}
