package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.Json;

/** Texts and the ids that another program gives to them. */
record GoldenIds(String text, List<Integer> ids) {
  static final Path FOLDER = Path.of("src/test/resources/golden");

  /** The lines of a file that a script of src/test/golden wrote: JSON, a tab, ids. */
  static List<GoldenIds> read(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream().map(GoldenIds::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenIds of(String line) {
    int tab = line.indexOf('\t');
    String ids = line.substring(tab + 1);
    return new GoldenIds(
        Json.mapper().readValue(line.substring(0, tab), String.class),
        ids.isEmpty()
            ? List.of()
            : Arrays.stream(ids.split(" ", -1)).map(Integer::valueOf).toList());
  }

  /** Encodes each text and compares the ids. */
  static void check(Tokenizer tokenizer, Path file) {
    List<GoldenIds> golden = read(file);
    assertThat(golden).hasSizeGreaterThan(100);
    for (GoldenIds each : golden) {
      assertThat(tokenizer.encode(each.text))
          .as(Json.mapper().writeValueAsString(each.text))
          .containsExactly(each.ids.stream().mapToInt(id -> id).toArray());
    }
  }
}
