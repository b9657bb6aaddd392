package org.isotopelm.eval;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.pipeline.Loss;

/**
 * The text of tokens as they are generated. A blank line stands between two documents. A character
 * is passed on once all its bytes are there.
 */
public final class GeneratedText implements IntPredicate {
  private static final String BETWEEN_DOCUMENTS = "\n\n";

  private final Tokenizer tokenizer;
  private final boolean stopsAtEnd;
  private final StoppedText out;
  private final boolean dropsFirstBlank;
  private Utf8Assembler characters = new Utf8Assembler();
  private boolean begins;
  private boolean ended;

  /**
   * @param before the text that it goes on from, which may be empty
   * @param stopsAtEnd whether it ends with the first document
   * @param stops strings before which it ends; none of them empty
   * @param out receives the text piece by piece
   */
  public GeneratedText(
      Tokenizer tokenizer,
      String before,
      boolean stopsAtEnd,
      List<String> stops,
      Consumer<String> out) {
    this.tokenizer = tokenizer;
    this.stopsAtEnd = stopsAtEnd;
    this.out = new StoppedText(stops, out);
    dropsFirstBlank = tokenizer.dropsFirstBlank();
    boolean joinsWords = tokenizer.loss() == Loss.BLANKS;
    boolean apart = before.isEmpty() || losesLastBlank(tokenizer, before);
    begins = joinsWords || apart;
    if (joinsWords && !apart) {
      this.out.add(" ");
    }
  }

  /** Whether a text ends with white space of which its tokens say nothing. */
  private static boolean losesLastBlank(Tokenizer tokenizer, String text) {
    String stripped = text.stripTrailing();
    return stripped.length() < text.length()
        && Arrays.equals(tokenizer.encode(stripped), tokenizer.encode(text));
  }

  /** Takes the next token; whether there may be more. */
  @Override
  public boolean test(int id) {
    return id == tokenizer.endOfDocument()
        ? endDocument()
        : out.add(withoutFirstBlank(characters.add(tokenizer.bytes(id))));
  }

  private boolean endDocument() {
    String rest = characters.end();
    characters = new Utf8Assembler();
    begins = true;
    ended = stopsAtEnd;
    return out.add(stopsAtEnd ? rest : rest + BETWEEN_DOCUMENTS) && !stopsAtEnd;
  }

  /** No token follows. */
  public void end() {
    if (!out.stopped()) {
      out.add(characters.end());
      out.end();
    }
  }

  /** Whether it ended with the first document. */
  public boolean ended() {
    return ended && !stopped();
  }

  /** Whether it ended at a stop string. */
  public boolean stopped() {
    return out.stopped();
  }

  /** Each word's bytes begin with the blank before it, and the first of a document has none. */
  private String withoutFirstBlank(String piece) {
    if (!begins || !dropsFirstBlank || piece.isEmpty()) {
      return piece;
    }
    begins = false;
    return piece.startsWith(" ") ? piece.substring(1) : piece;
  }
}
