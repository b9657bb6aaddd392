package org.isotopelm.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.CheckpointOwner;
import org.isotopelm.checkpoint.CheckpointWriter;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;

/**
 * A run whose model is known when its folder is written: it has one checkpoint, no metrics, and
 * nothing to train on from.
 *
 * @param yaml its config
 * @param tokenizer its tokenizer.json
 * @param state where its training ended
 * @param text that it is of
 * @param model the files of its checkpoint
 */
public record WholeRun(
    String yaml,
    String tokenizer,
    Explanation plan,
    TrainState state,
    Fingerprint text,
    Map<String, AtomicFile.Writer> model) {

  /** The run of a network that was trained without a run's folder. */
  public static WholeRun of(String yaml, GradientPlan plan, TrainResult result, Fingerprint text) {
    return new WholeRun(
        yaml,
        TokenizerFile.toJson(plan.text().tokenizer()),
        plan.explanation(),
        result.state(),
        text,
        Map.of(
            RunReader.MODEL,
            out ->
                Safetensors.write(
                    out,
                    Tensor.all(plan.model().parameters(), "", result.values()),
                    Map.of("format", "pt"))));
  }

  /** Writes the whole folder or nothing, in the place of what is there. */
  public void write(Path folder) throws IOException {
    AtomicFolder.write(folder, this::writeIn);
  }

  /** Writes it into an empty folder. */
  void writeIn(Path folder) throws IOException {
    Map<String, String> files =
        Map.of(
            RunFolder.TOKENIZER,
            tokenizer,
            RunFolder.PLAN,
            Json.pretty(plan) + "\n",
            RunFolder.CONFIG,
            yaml);
    RunSeal seal = RunSeal.of(null, files, text);
    Map<String, AtomicFile.Writer> checkpoint = new LinkedHashMap<>(model);
    checkpoint.put(
        CheckpointOwner.STATE,
        CheckpointOwner.writer(state, Objects.requireNonNull(seal.run()), null));
    CheckpointWriter.writeOnly(folder.resolve(RunReader.FOLDER), state.step(), checkpoint);
    for (Map.Entry<String, String> file : files.entrySet()) {
      AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
    }
    AtomicFile.write(folder.resolve(RunSeal.FILE), seal.json());
  }
}
