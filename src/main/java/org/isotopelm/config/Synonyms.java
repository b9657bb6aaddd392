package org.isotopelm.config;

import java.util.Map;
import java.util.Optional;

/** What other trainers call the keys of a config. */
final class Synonyms {
  private static final Map<String, String> HERE =
      Map.ofEntries(
          Map.entry("weight_decay", "lambda, in a group of optimizer.decay"),
          Map.entry("wd", "lambda, in a group of optimizer.decay"),
          Map.entry("lr", "optimizer.learning_rate.peak"),
          Map.entry("min_lr", "optimizer.learning_rate.floor, a share of the peak"),
          Map.entry("warmup_steps", "optimizer.learning_rate.warmup"),
          Map.entry("warmup_iters", "optimizer.learning_rate.warmup"),
          Map.entry("grad_clip", "optimizer.clip"),
          Map.entry("max_grad_norm", "optimizer.clip"),
          Map.entry("max_iters", "train.steps"),
          Map.entry("max_steps", "train.steps"),
          Map.entry("batch_size", "train.batch"),
          Map.entry("gradient_accumulation_steps", "train.accumulation"),
          Map.entry("n_layer", "model.layers"),
          Map.entry("num_layers", "model.layers"),
          Map.entry("n_head", "model.heads"),
          Map.entry("num_heads", "model.heads"),
          Map.entry("n_embd", "model.width"),
          Map.entry("d_model", "model.width"),
          Map.entry("hidden_size", "model.width"),
          Map.entry("block_size", "model.context"),
          Map.entry("vocab_size", "tokenizer.vocabulary"));

  private Synonyms() {}

  /** {@code ; here it is train.batch}, where the key is known from elsewhere. */
  static Optional<String> hint(String key) {
    return Optional.ofNullable(HERE.get(key)).map(name -> "; Isotope calls it " + name);
  }
}
