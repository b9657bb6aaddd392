package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.coding.Compressor;
import org.isotopelm.config.Settings;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.train.run.RunFolder;

/** The run that {@code compress} and {@code decompress} name, as what they code with. */
final class CodingRun {
  /** This program's own products give the same bits on every machine. */
  private static final Settings PORTABLE = Settings.of(List.of("engine.products=java"));

  private CodingRun() {}

  static Compressor open(Invocation invocation, Path folder) throws IOException {
    String checkpoint = invocation.text("checkpoint").orElse("best");
    LoadedRun run = LoadedRun.open(invocation.home(), folder, checkpoint, PORTABLE, Window::of);
    return new Compressor(run.model(), run.tokenizer(), hash(run));
  }

  /**
   * Of all that the probabilities follow from: the files of model and tokenizer, and the kind; of a
   * mixture, also those of its runs.
   */
  private static ContentHash hash(LoadedRun run) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(RunReader.sha256(run.folder(), run.checkpoint()));
    parts.add(ContentHash.ofFile(run.folder().resolve(RunFolder.TOKENIZER)));
    if (run.mixture().isEmpty()) {
      parts.add(Json.mapper().writeValueAsString(run.project().config().model()));
    } else {
      for (LoadedRun member : run.mixture().get().runs()) {
        parts.add(hash(member).toString());
      }
    }
    return ContentHash.of(String.join("\n", parts));
  }
}
