package org.isotopelm.report;

import static org.isotopelm.report.table.MarkdownTable.escape;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.report.run.ReportData.DecayPart;
import org.isotopelm.report.run.ReportData.LadderPart;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.run.ReportData.Running;
import org.isotopelm.report.run.ReportData.StudyPart;
import org.isotopelm.report.run.RunTables;
import org.isotopelm.report.table.MarkdownTable;
import org.isotopelm.report.table.Table;
import org.jspecify.annotations.Nullable;

/** report.md: the report as GitHub-flavoured Markdown, for a repository or a ticket. */
final class Markdown {
  private static final Pattern FENCE = Pattern.compile("^`{3,}", Pattern.MULTILINE);

  private Markdown() {}

  /** The report; its pictures are {@link Curve#FILE} or {@link DecaySvg#FILE} beside it. */
  static String of(ReportData data) {
    boolean single = data.study() == null && data.runs().size() == 1;
    StringBuilder text = new StringBuilder();
    text.append(data.study() != null ? "# Study " : single ? "# Run " : "# ")
        .append(escape(data.name()))
        .append("\n\n");
    running(text, data.running());
    text.append("**").append(escape(data.verdict())).append("**\n\n");
    if (data.study() != null) {
      ladder(text, data.study().ladder());
      study(text, data.study());
    }
    cards(text, data.cards());
    data.results().forEach(table -> table(text, table));
    if (data.study() != null) {
      Stream.concat(Stream.ofNullable(data.study().points()), data.study().more().stream())
          .forEach(table -> table(text, table));
    } else if (data.plan() != null) {
      warnings(text, data.plan().warnings());
    }
    decay(text, data.decay());
    data.runs().forEach(run -> run(text, run, single, data.results().isEmpty()));
    if (data.study() != null) {
      heading(text, data.study().methodTitle());
      bullets(text, data.study().method());
    }
    reproduction(text, data.provenance());
    return text.toString();
  }

  private static void bullets(StringBuilder text, List<String> sentences) {
    if (!sentences.isEmpty()) {
      sentences.forEach(each -> text.append("- ").append(escape(each)).append('\n'));
      text.append('\n');
    }
  }

  private static void study(StringBuilder text, StudyPart study) {
    bullets(text, study.reasoning());
    warnings(text, study.warnings());
    if (study.curve() != null) {
      text.append(
          "![Held-out %s over %s](%s)\n\n"
              .formatted(study.metric(), escape(study.curve().dimension()), Curve.FILE));
    }
  }

  /** The model that is recommended, with what follows on the search below a heading. */
  private static void ladder(StringBuilder text, @Nullable LadderPart ladder) {
    if (ladder != null) {
      bullets(text, ladder.sentences());
      cards(text, ladder.cards());
      heading(text, ladder.use());
      fenced(text, "sh", String.join("\n", ladder.commands()));
      table(text, ladder.table());
      heading(text, ladder.searched());
    }
  }

  private static void cards(StringBuilder text, List<Card> cards) {
    if (!cards.isEmpty()) {
      text.append(
          MarkdownTable.pairs(
              cards.stream()
                  .map(
                      card ->
                          List.of(
                              card.name(),
                              Stream.concat(Stream.of(card.value()), card.notes().stream())
                                  .collect(Collectors.joining("; "))))
                  .toList()));
    }
  }

  private static void table(StringBuilder text, Table table) {
    heading(text, table.title());
    if (!table.note().isEmpty()) {
      paragraph(text, table.note());
    }
    text.append(table.rows().isEmpty() ? "" : MarkdownTable.of(table));
  }

  private static void decay(StringBuilder text, @Nullable DecayPart decay) {
    if (decay != null) {
      heading(text, decay.title());
      bullets(text, decay.findings());
      warnings(text, decay.warnings());
      text.append("![%s](%s)\n\n".formatted(decay.title(), DecaySvg.FILE));
      bullets(
          text,
          decay.charts().stream()
              .map(
                  chart ->
                      chart.title() + (chart.title().endsWith("?") ? " " : ". ") + chart.note())
              .toList());
      decay.tables().forEach(table -> table(text, table));
    }
  }

  /** A run; of a run by itself its figures have come before, of several runs their plans. */
  private static void run(StringBuilder text, RunPart run, boolean single, boolean plan) {
    String whose = single ? "" : " of the run " + run.name();
    if (!run.points().isEmpty()) {
      table(text, RunTables.log(run.points(), whose));
    }
    if (plan && run.plan() != null && !run.plan().decay().isEmpty()) {
      table(text, RunTables.plan(run.plan(), whose));
    }
  }

  private static void heading(StringBuilder text, String words) {
    text.append("## ").append(escape(words)).append("\n\n");
  }

  private static void paragraph(StringBuilder text, String words) {
    text.append(escape(words)).append("\n\n");
  }

  /** Framed, as GitHub does it. */
  private static void warnings(StringBuilder text, List<String> warnings) {
    if (!warnings.isEmpty()) {
      text.append("> [!WARNING]\n");
      warnings.forEach(warning -> text.append("> - ").append(escape(warning)).append('\n'));
      text.append('\n');
    }
  }

  private static void running(StringBuilder text, @Nullable Running running) {
    if (running != null) {
      String kind = running.ended() == null ? "NOTE" : "WARNING";
      text.append("> [!%s]\n> %s %s\n\n".formatted(kind, running.title(), running.words()));
    }
  }

  private static void reproduction(StringBuilder text, Provenance provenance) {
    if (provenance.equals(Provenance.UNKNOWN)) {
      return;
    }
    heading(text, "How to repeat it");
    if (provenance.command() != null) {
      fenced(text, "sh", provenance.command());
    }
    text.append(MarkdownTable.pairs(provenance.rows()));
    if (provenance.config() != null) {
      text.append("<details>\n<summary>The config, resolved</summary>\n\n");
      fenced(text, "yaml", provenance.config());
      text.append("</details>\n");
    }
  }

  /** Between fences longer than any that the text holds. */
  private static void fenced(StringBuilder text, String language, String code) {
    int longest =
        FENCE.matcher(code).results().mapToInt(found -> found.group().length()).max().orElse(2);
    String fence = "`".repeat(longest + 1);
    text.append(fence).append(language).append('\n').append(code.strip()).append('\n');
    text.append(fence).append("\n\n");
  }
}
