package org.isotopelm.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Differences;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.project.LoadedRun.Mixed;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.Split;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.MixingPlan;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What a run has seen of a text before it is scored on it. */
final class SeenText {
  private static final String CHANGED =
      "the tokenizer changes the text, such as letters or white space, before it divides it, and bits per byte do not count what is lost; compare runs with this tokenizer only";

  private SeenText() {}

  /** As {@link LoadedRun#doubts}. */
  static List<String> allDoubts(LoadedRun run, @Nullable String split, LoadedRun.Text text) {
    List<String> doubts = doubts(run, split, text);
    if (run.tokenizer().changesText()) {
      doubts.add(CHANGED);
    }
    return doubts;
  }

  static List<String> doubts(LoadedRun run, @Nullable String split, LoadedRun.Text text) {
    List<String> doubts = new ArrayList<>();
    if (split != null) {
      changedText(run).ifPresent(doubts::add);
    }
    if (run.mixture().isPresent()) {
      doubts.addAll(doubts(run, run.mixture().get(), split, text));
    } else if (split == null) {
      trainedOn(run.folder(), run.project(), text).ifPresent(doubts::add);
    }
    return doubts;
  }

  private static List<String> doubts(
      LoadedRun run, Mixed mixed, @Nullable String split, LoadedRun.Text text) {
    List<String> doubts = new ArrayList<>();
    int weights = mixed.weights().all().size();
    if (mixed.split() == null) {
      doubts.addAll(ofMembers(run, mixed, split, text));
      return doubts;
    }
    if (mixed.split().equals(split)) {
      doubts.add(
          "%s: its %s were fitted to this split, so its nll is a little too low; score another split or text"
              .formatted(run.folder(), Phrases.count(weights, "weight")));
    } else if (split == null) {
      seen(run.project(), fitted(mixed), text)
          .map(
              seen ->
                  "the %s of %s were fitted to %s"
                      .formatted(Phrases.count(weights, "weight"), run.folder(), seen))
          .ifPresent(doubts::add);
    }
    doubts.addAll(ofMembers(run, mixed, split, text));
    return doubts;
  }

  private static List<String> ofMembers(
      LoadedRun run, Mixed mixed, @Nullable String split, LoadedRun.Text text) {
    return mixed.runs().stream()
        .filter(member -> split == null || !sameText(run.project(), member.project()))
        .flatMap(member -> doubts(member, null, text).stream())
        .toList();
  }

  /** Of the runs of a mixture, on the text that its weights are fitted to. */
  static List<String> doubts(Project project, MixingPlan plan, List<Project> members) {
    List<String> doubts = new ArrayList<>();
    Optional<LoadedRun.Text> held =
        plan.held().map(split -> new LoadedRun.Text(project.corpus(), split));
    if (held.isEmpty()) {
      return doubts;
    }
    for (int i = 0; i < members.size(); i++) {
      if (!sameText(project, members.get(i))) {
        trainedOn(Path.of(plan.members().get(i).run()), members.get(i), held.get())
            .ifPresent(doubts::add);
      }
    }
    return doubts;
  }

  /**
   * Of the run that a training begins with: that it was another model, and that it has seen what is
   * held out here.
   */
  static List<String> doubts(Project project, GradientPlan plan, Path run, Project before) {
    List<String> doubts = new ArrayList<>();
    List<String> others = otherModel(before, project);
    if (!others.isEmpty()) {
      doubts.add(
          "%s was trained as another model, so its weights mean something else here: %s"
              .formatted(run, Resumption.some(others)));
    }
    heldOut(project, plan, run, before).ifPresent(doubts::add);
    return doubts;
  }

  /** Of a run that a training owes something to: that it has seen what is held out here. */
  static Optional<String> heldOut(Project project, GradientPlan plan, Path run, Project before) {
    return sameText(project, before)
        ? Optional.empty()
        : trainedOn(run, before, new LoadedRun.Text(project.corpus(), plan.text().validation()));
  }

  /** How the models differ in what their weights mean; dropout is not part of it. */
  private static List<String> otherModel(Project before, Project now) {
    return Differences.of(
            Json.mapper().valueToTree(before.config().model()),
            Json.mapper().valueToTree(now.config().model()))
        .stream()
        .filter(difference -> !difference.startsWith("dropout"))
        .map(difference -> "model." + difference)
        .toList();
  }

  /** The same text in the same parts: none of it is seen before its time. */
  private static boolean sameText(Project one, Project other) {
    return Objects.equals(one.config().data(), other.config().data());
  }

  /** What has become of the text that a run was trained on; nothing where it is the same. */
  private static Optional<String> changedText(LoadedRun run) {
    return run.seal()
        .map(own -> own.changes(run.project().corpus().fingerprints()))
        .filter(changes -> !changes.isEmpty())
        .map(
            changes ->
                "%s: the text is not the one that the run was trained on: %s; its splits may hold other documents now, and the run may have been trained on some of them"
                    .formatted(run.folder(), Resumption.some(changes)));
  }

  /** That a run was trained on documents of a text, if it was. */
  private static Optional<String> trainedOn(Path run, Project project, LoadedRun.Text text) {
    return seen(project, Split::train, text).map(seen -> run + " was trained on " + seen);
  }

  /** The part of its corpus that a mixture's weights were fitted to. */
  private static Function<Split, int[]> fitted(Mixed mixed) {
    return "test".equals(mixed.split()) ? Split::test : Split::validation;
  }

  /**
   * How many of a text's documents are in a part of a run's corpus; nothing where none is, or where
   * the run's own files are gone. A corpus of the catalogue is not asked: it might be downloaded.
   */
  private static Optional<String> seen(
      Project project, Function<Split, int[]> part, LoadedRun.Text text) {
    DataSpec data = project.config().data();
    if (data == null || data.corpus() != null) {
      return Optional.empty();
    }
    try {
      Corpus own = project.corpus();
      Set<ContentHash> known =
          IntStream.of(part.apply(own.split()))
              .mapToObj(document -> own.entry(document).hash())
              .collect(Collectors.toSet());
      int[] asked = text.split().documents();
      long seen =
          IntStream.of(asked)
              .filter(document -> known.contains(text.corpus().entry(document).hash()))
              .count();
      return seen == 0
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "%,d of the %s of this text, so its nll may be too low; use held-out text",
                  seen,
                  Phrases.count(asked.length, "document")));
    } catch (ProblemException gone) {
      return Optional.empty();
    }
  }
}
