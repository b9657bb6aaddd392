package org.isotopelm.report;

import static org.isotopelm.report.MarkdownTable.escape;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.isotopelm.report.ReportData.Running;
import org.jspecify.annotations.Nullable;

/** report.md: the report as GitHub-flavoured Markdown, for a repository or a ticket. */
final class Markdown {
  private static final Pattern FENCE = Pattern.compile("^`{3,}", Pattern.MULTILINE);

  private Markdown() {}

  /** The report; its picture is {@link Curve#FILE} beside it. */
  static String of(ReportData data) {
    boolean single = data.study() == null;
    StringBuilder text = new StringBuilder();
    text.append(single ? "# Run " : "# Study ").append(escape(data.name())).append("\n\n");
    running(text, data.running());
    if (data.study() != null) {
      StudyMarkdown.append(text, data.study());
    }
    data.runs().forEach(run -> RunMarkdown.append(text, run, single));
    reproduction(text, data.provenance());
    return text.toString();
  }

  static void heading(StringBuilder text, String words) {
    text.append("## ").append(escape(words)).append("\n\n");
  }

  static void paragraph(StringBuilder text, String words) {
    text.append(escape(words)).append("\n\n");
  }

  /** Framed, as GitHub does it. */
  static void warnings(StringBuilder text, List<String> warnings) {
    if (!warnings.isEmpty()) {
      text.append("> [!WARNING]\n");
      warnings.forEach(warning -> text.append("> - ").append(escape(warning)).append('\n'));
      text.append('\n');
    }
  }

  private static void running(StringBuilder text, @Nullable Running running) {
    if (running != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "> [!%s]\n> %s %,d of %,d %s%s.\n\n",
              running.ended() == null ? "NOTE" : "WARNING",
              running.ended() == null ? "Not at its end:" : running.ended(),
              running.done(),
              running.total(),
              running.unit(),
              running.ended() == null ? "" : " done"));
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
    MarkdownTable table = new MarkdownTable().words("", " ");
    Integer cores = provenance.cores();
    row(table, "Isotope", provenance.isotope());
    row(table, "Java", provenance.java());
    row(table, "system", provenance.system());
    row(table, "processor", provenance.processor());
    row(table, "processors seen", cores == null ? null : cores.toString());
    row(table, "date", provenance.date());
    row(table, "corpus", provenance.corpus());
    row(table, "fingerprint of its text", provenance.fingerprint());
    text.append(table.isEmpty() ? "" : table);
    if (provenance.config() != null) {
      text.append("<details>\n<summary>The config, resolved</summary>\n\n");
      fenced(text, "yaml", provenance.config());
      text.append("</details>\n");
    }
  }

  private static void row(MarkdownTable table, String name, @Nullable String value) {
    if (value != null) {
      table.row(List.of(name, value));
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
