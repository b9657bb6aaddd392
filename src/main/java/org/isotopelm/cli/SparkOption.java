package org.isotopelm.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cluster.SparkCluster;
import org.isotopelm.cluster.SparkHome;
import org.isotopelm.cluster.SparkMaster;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.MixingRecipe;
import org.isotopelm.train.Recipe;
import org.jspecify.annotations.Nullable;

/** The options of commands that can work on a cluster. */
final class SparkOption {
  private static final String MASTER = "spark";
  private static final String SETTING = "spark-conf";
  private static final String MACHINES = "machines";

  private SparkOption() {}

  static void addTo(Options options) {
    options.addOption(
        NewOption.value(
            MASTER,
            "MASTER",
            "train on a cluster of Apache Spark: local[N], spark://HOST:PORT, yarn or k8s://HOST:PORT;"
                + " takes the Spark of SPARK_HOME"));
    options.addOption(
        NewOption.values(
            SETTING, "KEY=VALUE", "a setting of Spark, such as spark.executor.memory=4g"));
  }

  static void addMachinesTo(Options options) {
    addTo(options);
    options.addOption(
        NewOption.value(
            MACHINES,
            "N",
            "with --spark: how many machines share the shards of each step; the weights do not depend on it"));
  }

  /**
   * How many machines share the steps of a training; nothing for a model that has no steps.
   *
   * @throws ProblemException (usage) for a number that does not fit the recipe
   */
  static OptionalInt machines(Invocation call, Recipe recipe) {
    OptionalInt asked = call.integer(MACHINES, 1);
    if (asked.isPresent() && !isAsked(call)) {
      throw call.misused("--machines without --spark");
    }
    if (isAsked(call) && recipe instanceof MixingRecipe) {
      throw ProblemException.usage(
          "--spark: a mixture is made here, because only its weights are fitted; leave the option out");
    }
    if (!(recipe instanceof GradientRecipe gradients)) {
      if (asked.isPresent()) {
        throw call.misused(
            "--machines with a model that has no steps; --spark alone counts it on the whole cluster");
      }
      return asked;
    }
    if (isAsked(call)) {
      requireShards(asked, gradients.train().shards());
    }
    return asked;
  }

  private static void requireShards(OptionalInt machines, int shards) {
    if (machines.isEmpty()) {
      throw ProblemException.usage(
          "--spark without --machines: say how many machines share each step; at most %s, as train.shards is %s"
              .formatted(shards, shards));
    }
    if (machines.getAsInt() > shards) {
      throw ProblemException.usage(
          "--machines %s: train.shards is %s, and each machine needs a shard; use --machines %s, or set train.shards=%s, which is another training"
              .formatted(machines.getAsInt(), shards, shards, machines.getAsInt()));
    }
  }

  /** Whether a cluster is asked for. */
  static boolean isAsked(Invocation call) {
    return master(call).isPresent();
  }

  /**
   * Connects to the cluster that is asked for; null where none is.
   *
   * @param workers tasks side by side; empty: as many as it has cores
   */
  static @Nullable SparkCluster open(Invocation call, OptionalInt workers) {
    Map<String, String> settings = settings(call);
    Optional<String> master = master(call);
    if (master.isEmpty()) {
      if (!settings.isEmpty()) {
        throw call.misused("--" + SETTING + " without --" + MASTER);
      }
      return null;
    }
    SparkMaster parsed = SparkMaster.parse(master.get());
    SparkHome.require();
    return SparkCluster.open(parsed, settings, workers, call.output()::note, call.interrupt());
  }

  private static Optional<String> master(Invocation call) {
    return call.text(MASTER).or(SparkMaster::submitted);
  }

  private static Map<String, String> settings(Invocation call) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String each : call.texts(SETTING)) {
      int equals = each.indexOf('=');
      if (!each.startsWith("spark.") || equals < 0) {
        throw ProblemException.usage(
            "--%s %s: must be KEY=VALUE, and KEY begins with 'spark.'".formatted(SETTING, each));
      }
      settings.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return settings;
  }
}
