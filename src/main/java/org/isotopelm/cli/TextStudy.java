package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.apache.commons.cli.Option;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.text.DraftText;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.Settings;
import org.isotopelm.draft.Draft;
import org.isotopelm.draft.Drafter;
import org.isotopelm.draft.TimeLimit;
import org.isotopelm.project.Enclosing;
import org.isotopelm.project.Project;
import org.isotopelm.study.Deadline;
import org.isotopelm.study.Study;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** A study of texts that come without a config: it gets one, which is the user's from then on. */
final class TextStudy {
  private static final String MINUTES = "minutes";

  /** Minutes that a study takes where nobody says how many. */
  private static final int USUAL = 10;

  private static final List<String> CONFIGS = List.of(".yaml", ".yml");

  private static final String JSON = ".json";

  private final Invocation call;
  private final Path out;
  private final Path config;
  private final Drafter drafter;

  TextStudy(Invocation call, List<String> texts) {
    this.call = call;
    out = call.path("out").orElse(Path.of("models", name(texts)));
    config = out.resolve(RunFolder.CONFIG);
    drafter =
        new Drafter(call.home(), texts, out, minutes().orElse(USUAL), call.count("workers", null));
  }

  /** Whether an argument is a config and no text. */
  static boolean isConfig(String argument) {
    String name = argument.toLowerCase(Locale.ROOT);
    return name.endsWith(JSON)
        ? !JsonArgument.isText(Path.of(argument))
        : CONFIGS.stream().anyMatch(name::endsWith);
  }

  static Option minutesOption() {
    return NewOption.value(
        MINUTES, "N", "of texts: how long the study may take; by default " + USUAL + " minutes");
  }

  /**
   * Refuses what makes no sense beside a config.
   *
   * @throws ProblemException exit code 2
   */
  static void refuseBesideConfig(Invocation call, List<String> arguments) {
    Optional<String> other = arguments.stream().filter(each -> !isConfig(each)).findFirst();
    if (arguments.size() > 1) {
      throw call.misused(
          other.isPresent()
              ? "%s is a text, and a config names its own; give a config or texts"
                  .formatted(other.get())
              : "'%s' is one config too many".formatted(arguments.get(1)));
    }
    if (call.has(MINUTES)) {
      throw ProblemException.usage(
          "--minutes is for texts without a config: a config says itself how much is trained;"
              + " --set study.budget.minutes=%s limits its time"
                  .formatted(call.text(MINUTES).orElse("N")));
    }
  }

  Path out() {
    return out;
  }

  /**
   * The study: of the config that its folder has, or of a new one, which is told and written.
   *
   * @throws ProblemException where a text cannot be studied; nothing is written then
   */
  Project project() throws IOException {
    refuseSettings();
    Enclosing.refuse(out);
    Enclosing.refuseInTexts(out, drafter.texts());
    if (Files.exists(config)) {
      requireOwn();
      call.output().note("the study goes on with " + config);
    } else {
      Study.requireUsable(out);
      Draft draft = draft();
      requireStillNone();
      write(draft);
    }
    return Project.read(call.home(), config, Settings.of(List.of()));
  }

  /** When this run of the study has no more time, unless the user gave the study minutes. */
  Deadline deadline(@Nullable StudySpec study) {
    return study == null || study.budget().minutes() != null
        ? Deadline.NONE
        : TimeLimit.in(out).map(TextStudy::deadline).orElse(Deadline.NONE);
  }

  private static Deadline deadline(TimeLimit limit) {
    String minutes = Phrases.count(limit.minutes(), "minute");
    return Deadline.in(
        limit.ofStudy(),
        "the %s that it was given %s used up"
            .formatted(minutes, limit.minutes() == 1 ? "was" : "were"));
  }

  private OptionalInt minutes() {
    return call.integer(MINUTES, 1);
  }

  private void refuseSettings() {
    if (!call.settings().assignments().isEmpty()) {
      throw ProblemException.usage(
          "--set changes a config, and a text has none yet; --dry-run writes %s, which you can change and study"
              .formatted(config));
    }
  }

  private Draft draft() {
    call.output().show(() -> List.of("reading the text", "measuring how fast it is trained on"));
    try {
      return drafter.draft(call.interrupt());
    } catch (CancellationException e) {
      throw new ProblemException(
          ExitCode.INTERRUPTED,
          List.of(Problem.of("interrupted before anything was decided; nothing was written")),
          e);
    } finally {
      call.output().hide();
    }
  }

  private void write(Draft draft) throws IOException {
    DraftText.lines(draft, call.output().errColumns()).forEach(call.output()::note);
    draft.doubts().forEach(call.output()::warn);
    draft.limit().keep(out);
    AtomicFile.write(
        config,
        draft.yaml(
            List.of(
                "What '%s' decided, and why. This file is yours: change what you like."
                    .formatted(call.typed()),
                "'isotope study %s' runs it; unchanged, it gives the same figures, because it limits trials and epochs and not minutes."
                    .formatted(config))));
    call.output().note("config: " + config);
  }

  /** The config of another process, which looked at a text as long as this one did, stays. */
  private void requireStillNone() {
    if (Files.exists(config)) {
      throw ProblemException.failure(
          "%s was written by another process meanwhile; the same command again goes on with it, and --out names another folder"
              .formatted(config));
    }
  }

  /** Refuses to go on with a config that is not of these texts and minutes. */
  private void requireOwn() {
    Config found = ConfigFile.read(config, List.of()).config();
    DataSpec data = found.data();
    if (data == null || !data.files().equals(drafter.files())) {
      throw another(
          data == null ? "it is of no text" : "it is of other texts: " + first(data.files()));
    }
    int planned = TimeLimit.in(out).map(TimeLimit::minutes).orElse(minutes().orElse(USUAL));
    if (minutes().orElse(planned) != planned) {
      throw another("it is for " + Phrases.count(planned, "minute"));
    }
  }

  private static String first(List<String> files) {
    return files.isEmpty()
        ? "the catalogue's"
        : files.getFirst() + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : "");
  }

  private ProblemException another(String why) {
    return ProblemException.failure(
        "%s is there, and %s; it is yours, so it stays: 'isotope study %s' runs it. Name another folder with --out for a new one"
            .formatted(config, why, config));
  }

  /** The text's name without its suffixes, or that of the folder that holds all of them. */
  private static String name(List<String> texts) {
    Path first = Path.of(texts.getFirst()).toAbsolutePath().normalize();
    Path parent = first.getParent();
    boolean together =
        texts.size() > 1
            && parent != null
            && parent.getFileName() != null
            && texts.stream()
                .allMatch(
                    text -> parent.equals(Path.of(text).toAbsolutePath().normalize().getParent()));
    Path named = together ? Objects.requireNonNull(parent) : first;
    String name = Objects.toString(named.getFileName(), "texts");
    return Files.isDirectory(named) ? name : name.replaceFirst("(?<=.)\\..*", "");
  }
}
