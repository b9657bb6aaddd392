package org.isotopelm.optim;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.decay.WrittenRule;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.optim.schedule.Span;
import org.isotopelm.param.Initial;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A small model's parameters, and specs in few words. */
public final class Fixtures {
  private Fixtures() {}

  /** Two blocks, embeddings and a final norm: one tensor or more of most roles. */
  public static ParameterSet parameters() {
    ParameterSet.Builder builder = ParameterSet.builder();
    Initial initial = new Initial.Normal(0.5);
    builder.add("embedding.weight", Role.TOKEN_EMBEDDING, -1, initial, 7, 4);
    builder.add("positions.weight", Role.POSITION_EMBEDDING, -1, initial, 3, 4);
    for (int layer = 0; layer < 2; layer++) {
      String block = "block." + layer;
      builder.add(block + ".norm.gain", Role.NORM_GAIN, layer, new Initial.Constant(1), 4);
      builder.add(block + ".attention.weight", Role.ATTENTION, layer, initial, 12, 4);
      builder.add(block + ".mlp.weight", Role.FEED_FORWARD, layer, initial, 5, 4);
      builder.add(block + ".mlp.bias", Role.BIAS, layer, initial, 5);
    }
    builder.add("head.weight", Role.HEAD, -1, initial, 7, 4);
    return builder.build();
  }

  public static LearningRate rate(double peak, ScheduleKind kind, String warmup, double floor) {
    return new LearningRate(peak, kind, warmup, floor, "20%");
  }

  /** A constant rate: then exposure and half-life are easy to work out by hand. */
  public static Horizon constant(double peak, long steps) {
    return new Horizon(
        Schedule.of(rate(peak, ScheduleKind.CONSTANT, "0", 0), steps), steps / 4.0, 256);
  }

  public static OptimizerSpec adamW(DecayRule... rules) {
    return new OptimizerSpec(
        new AdamW(List.of(0.9, 0.95), 1e-8),
        null,
        rate(1e-3, ScheduleKind.CONSTANT, "0", 0),
        List.of(rules));
  }

  /** What such a plan means, under AdamW. */
  public static Explanation explain(Horizon horizon, DecayRule... rules) {
    return explain(horizon, parameters(), rules);
  }

  /** The same for another model. */
  public static Explanation explain(Horizon horizon, ParameterSet parameters, DecayRule... rules) {
    ObjectNode optimizer = Json.mapper().valueToTree(adamW(rules).algorithm());
    DecayPlan plan = DecayPlan.of(List.of(rules), parameters, horizon);
    return Explanation.of(optimizer, plan, horizon);
  }

  public static DecayPlan plan(Horizon horizon, DecayRule... rules) {
    return DecayPlan.of(List.of(rules), parameters(), horizon);
  }

  public static RuleBuilder rule(String group) {
    return new RuleBuilder(group);
  }

  /** A rule, condition by condition. */
  public static final class RuleBuilder {
    private final String group;
    private @Nullable List<Role> roles;
    private @Nullable String match;
    private @Nullable String layers;
    private @Nullable Double lambda;
    private @Nullable Span halfLife;
    private @Nullable Double exposure;
    private @Nullable Span timescale;
    private @Nullable Form form;
    private @Nullable Side side;
    private @Nullable Coupling coupling;
    private @Nullable Mask mask;
    private @Nullable Target target;
    private @Nullable LambdaSchedule schedule;
    private double factor = 1;

    private RuleBuilder(String group) {
      this.group = group;
    }

    public RuleBuilder roles(Role... values) {
      roles = List.of(values);
      return this;
    }

    public RuleBuilder match(String glob) {
      match = glob;
      return this;
    }

    public RuleBuilder layers(String range) {
      layers = range;
      return this;
    }

    public RuleBuilder lambda(double value) {
      lambda = value;
      return this;
    }

    public RuleBuilder halfLife(
        @Nullable Double steps, @Nullable Double epochs, @Nullable Double tokens) {
      halfLife =
          steps != null
              ? new Span(steps, Span.Unit.STEPS)
              : epochs != null
                  ? new Span(epochs, Span.Unit.EPOCHS)
                  : new Span(Objects.requireNonNull(tokens), Span.Unit.TOKENS);
      return this;
    }

    public RuleBuilder exposure(double value) {
      exposure = value;
      return this;
    }

    public RuleBuilder timescale(double steps) {
      timescale = new Span(steps, Span.Unit.STEPS);
      return this;
    }

    public RuleBuilder form(String label) {
      form = Form.valueOf(label.toUpperCase(Locale.ROOT));
      return this;
    }

    public RuleBuilder side(Side value) {
      side = value;
      return this;
    }

    public RuleBuilder coupling(Coupling value) {
      coupling = value;
      return this;
    }

    public RuleBuilder mask(Mask value) {
      mask = value;
      return this;
    }

    public RuleBuilder target(Target value) {
      target = value;
      return this;
    }

    public RuleBuilder schedule(LambdaSchedule value) {
      schedule = value;
      return this;
    }

    public RuleBuilder factor(double value) {
      factor = value;
      return this;
    }

    /** Where nothing says λ, and the form has one, it is 0.1. */
    public DecayRule build() {
      boolean silent = lambda == null && halfLife == null && exposure == null && timescale == null;
      return build(silent && form != Form.NONE ? Double.valueOf(0.1) : lambda);
    }

    public DecayRule build(@Nullable Double lambda) {
      return written(lambda).rule(Form.DECOUPLED);
    }

    /** As a config would write it. */
    public WrittenRule written() {
      return written(lambda);
    }

    private WrittenRule written(@Nullable Double lambda) {
      return new WrittenRule(
          group, roles, match, layers, lambda, halfLife, exposure, timescale, form, side, coupling,
          mask, target, schedule, factor);
    }
  }
}
