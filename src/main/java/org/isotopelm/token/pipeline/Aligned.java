package org.isotopelm.token.pipeline;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isotopelm.token.piece.TokenConsumer;

/**
 * A text on its way through a pipeline. Where places are followed, each of its chars knows which
 * part of the original text it stands for.
 */
public final class Aligned {
  private static final int[] NOT_FOLLOWED = {};

  private final String text;
  private final boolean first;
  private final boolean followed;
  private final int[] begins;
  private final int[] ends;

  private Aligned(String text, boolean first, boolean followed, int[] begins, int[] ends) {
    this.text = text;
    this.first = first;
    this.followed = followed;
    this.begins = begins;
    this.ends = ends;
  }

  /** A text whose places nobody asks for. */
  public static Aligned plain(String text) {
    return new Aligned(text, true, false, NOT_FOLLOWED, NOT_FOLLOWED);
  }

  /** The original text. */
  public static Aligned followed(String text) {
    int[] places = IntStream.rangeClosed(0, text.length()).toArray();
    return new Aligned(text, true, true, places, Arrays.copyOfRange(places, 1, places.length));
  }

  /** The text as it is now. */
  public String text() {
    return text;
  }

  /** Where the char at {@code at} begins in the original text. */
  public int begin(int at) {
    return begins[at];
  }

  /** Where the char at {@code at} ends in the original text. */
  public int end(int at) {
    return ends[at];
  }

  /** Whether a part that begins at {@code at} begins the original text. */
  boolean isFirst(int at) {
    return first && at == 0;
  }

  /**
   * Hands on a token that stands for a part, with its place in the original text if that is known.
   */
  void place(int begin, int end, int id, TokenConsumer tokens) {
    tokens.accept(id, followed ? begins[begin] : begin, followed ? ends[end - 1] : end);
  }

  /** A part by itself. */
  Aligned part(int begin, int end) {
    if (begin == 0 && end == text.length()) {
      return this;
    }
    Edit edit = edit(begin);
    edit.keep(begin, end);
    return edit.done();
  }

  /** Begins a text that is made of this one. */
  public Edit edit() {
    return new Edit(first);
  }

  /** Begins a text that is made of this one from {@code begin} on. */
  Edit edit(int begin) {
    return new Edit(isFirst(begin));
  }

  /** A text made from another one, from left to right. */
  public final class Edit {
    private final boolean newFirst;
    private final StringBuilder edited = new StringBuilder(text.length() + 16);
    private int[] newBegins = followed ? new int[text.length() + 16] : NOT_FOLLOWED;
    private int[] newEnds = followed ? new int[text.length() + 16] : NOT_FOLLOWED;

    private Edit(boolean newFirst) {
      this.newFirst = newFirst;
    }

    /** Keeps a part as it is. */
    public void keep(int begin, int end) {
      if (followed) {
        int at = edited.length();
        reserve(at + end - begin);
        System.arraycopy(begins, begin, newBegins, at, end - begin);
        System.arraycopy(ends, begin, newEnds, at, end - begin);
      }
      edited.append(text, begin, end);
    }

    /** Puts {@code other} in the place of a part, which may be empty. */
    public void replace(int begin, int end, CharSequence other) {
      if (followed) {
        int at = edited.length();
        reserve(at + other.length());
        int first = begin < text.length() ? begins[begin] : originalLength();
        int last = end > begin ? ends[end - 1] : first;
        Arrays.fill(newBegins, at, at + other.length(), first);
        Arrays.fill(newEnds, at, at + other.length(), last);
      }
      edited.append(other);
    }

    /** The text that was made. */
    public Aligned done() {
      return new Aligned(edited.toString(), newFirst, followed, newBegins, newEnds);
    }

    private int originalLength() {
      return text.isEmpty() ? 0 : ends[text.length() - 1];
    }

    private void reserve(int length) {
      if (length > newBegins.length) {
        int room = Math.max(length, 2 * newBegins.length);
        newBegins = Arrays.copyOf(newBegins, room);
        newEnds = Arrays.copyOf(newEnds, room);
      }
    }
  }
}
