package org.isotopelm.huggingface;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;

/**
 * What a config.json describes. A field that is absent has transformers' own default; what
 * Isotope's gpt cannot do is refused by the name of the field.
 *
 * @param context tokens that the model shall see; empty: as many as it can, up to a limit
 * @param notes receives sentences for the user
 */
record ConfigReader(ConfigFields fields, OptionalInt context, Consumer<String> notes) {
  static final List<String> TANH_GELUS = List.of("gelu_new", "gelu_pytorch_tanh", "gelu_fast");
  static final List<String> SILUS = List.of("silu", "swish");

  /** The model's shape. */
  ModelSpec.Gpt read(Architecture architecture) {
    refuseQuantised();
    try {
      return architecture.files().read(this);
    } catch (ProblemException e) {
      throw fields.located(e);
    }
  }

  private void refuseQuantised() {
    fields.require(!fields.has("quantization_config"), "quantization_config", "plain weights");
  }

  /** Refuses an activation that is not one of these. */
  void activation(String field, String absent, List<String> known) {
    fields.require(known.contains(fields.text(field, absent)), field, String.join(", ", known));
  }

  /** Refuses a switch that is on. */
  void refuse(String field) {
    fields.require(!fields.flag(field, false), field, "false");
  }
}
