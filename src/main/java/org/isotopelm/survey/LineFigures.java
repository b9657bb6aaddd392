package org.isotopelm.survey;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.isotopelm.text.read.OnError;
import org.isotopelm.text.read.Suffix;
import org.isotopelm.text.read.TextFile;

/** What the lines of plain text say about it. */
final class LineFigures {
  private static final Set<String> CODE =
      Set.of(
          ".java", ".py", ".c", ".h", ".cc", ".hh", ".cpp", ".hpp", ".cxx", ".cs", ".js", ".jsx",
          ".mjs", ".ts", ".tsx", ".go", ".rs", ".rb", ".php", ".kt", ".kts", ".scala", ".swift",
          ".sh", ".pl", ".lua", ".sql", ".hs", ".ml", ".clj", ".el", ".groovy", ".dart", ".zig");

  /** Words of a line of a list, at most. */
  private static final int FEW_WORDS = 3;

  private static final String SENTENCE_ENDS = ".!?。！？…";
  private static final String CLOSING = "\"'”’»)」』）";
  private static final String CODE_ENDS = ";{}";

  private long bytes;
  private long lines;
  private long ended;
  private long listed;
  private long coded;
  private long words;
  private long paragraphs;
  private long paragraph;
  private long largestParagraph;
  private long largestFile;
  private long codeFiles;

  private LineFigures() {}

  /** Reads the files once. */
  static LineFigures of(List<TextFile> files) {
    LineFigures figures = new LineFigures();
    files.forEach(figures::add);
    return figures;
  }

  private void add(TextFile file) {
    long before = bytes;
    file.read(
        OnError.FAIL,
        (line, group) -> {
          add(line);
          return true;
        });
    endParagraph();
    largestFile = Math.max(largestFile, bytes - before);
    codeFiles += CODE.contains(Suffix.of(file.name())) ? 1 : 0;
  }

  private void add(String line) {
    int size = line.getBytes(StandardCharsets.UTF_8).length + 1;
    bytes += size;
    String text = line.strip();
    if (text.isEmpty()) {
      endParagraph();
      return;
    }
    lines++;
    paragraph += size;
    int count = words(text);
    words += count;
    char last = text.charAt(text.length() - 1);
    ended += endsSentence(text) ? 1 : 0;
    listed += count <= FEW_WORDS && Character.isLetterOrDigit(last) ? 1 : 0;
    coded += CODE_ENDS.indexOf(last) >= 0 ? 1 : 0;
  }

  private void endParagraph() {
    paragraphs += paragraph > 0 ? 1 : 0;
    largestParagraph = Math.max(largestParagraph, paragraph);
    paragraph = 0;
  }

  private static boolean endsSentence(String text) {
    int end = text.length() - 1;
    while (end > 0 && CLOSING.indexOf(text.charAt(end)) >= 0) {
      end--;
    }
    return SENTENCE_ENDS.indexOf(text.charAt(end)) >= 0;
  }

  private static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      words += !blank && !inside ? 1 : 0;
      inside = !blank;
    }
    return words;
  }

  /** UTF-8 bytes, line ends included. */
  long bytes() {
    return bytes;
  }

  /** Lines that are not blank. */
  long lines() {
    return lines;
  }

  long words() {
    return words;
  }

  /** Runs of lines that are not blank. */
  long paragraphs() {
    return paragraphs;
  }

  long largestParagraph() {
    return largestParagraph;
  }

  long largestFile() {
    return largestFile;
  }

  long codeFiles() {
    return codeFiles;
  }

  /** Share of the lines that end as a sentence does. */
  double ended() {
    return share(ended);
  }

  /** Share of the lines that are short and end with a letter or digit. */
  double listed() {
    return share(listed);
  }

  /** Share of the lines that end as those of many programming languages do. */
  double coded() {
    return share(coded);
  }

  private double share(long of) {
    return lines == 0 ? 0 : (double) of / lines;
  }
}
