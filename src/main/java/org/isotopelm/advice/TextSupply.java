package org.isotopelm.advice;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is enough text for another size of the data.
 *
 * @param asked UTF-8 bytes of the other setting
 * @param available bytes of all that the config names
 */
record TextSupply(long asked, long available) {

  /**
   * Of a config's text; null where its size stays.
   *
   * @param opener reads a corpus
   */
  static @Nullable TextSupply of(DataSpec data, double factor, Function<DataSpec, Corpus> opener) {
    if (factor == 1) {
      return null;
    }
    long available = opener.apply(whole(data)).bytes();
    long now = data.limit() == null ? available : Math.min(available, data.limit().bytes());
    return new TextSupply(Math.round(now * factor), available);
  }

  /** Without a limit, and without files of their own for the splits: a limit is not for those. */
  private static DataSpec whole(DataSpec data) {
    return new DataSpec(
        data.corpus(),
        data.files(),
        data.format(),
        data.field(),
        data.group(),
        data.documents(),
        data.boundaries(),
        data.onError(),
        null,
        DataSpec.SplitSpec.NOTHING);
  }

  boolean isEnough() {
    return asked <= available;
  }

  /** The limit that gives this much text, by config path. */
  Map<String, Object> limit() {
    return Map.of("data.limit.bytes", asked);
  }

  /** That there is too little. */
  List<String> shortage() {
    return List.of(
        "The config's text has %s, and this setting needs %s: no verifying study is written. Name more text in the config's data section, then ask again."
            .formatted(Phrases.count(available, "byte"), Figures.whole(asked)));
  }
}
