package org.isotopelm.token.pipeline;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A text on its way through a pipeline. Where places are followed, each of its chars knows which
 * part of the original text it stands for.
 */
public final class Aligned {
  private static final int[] NOT_FOLLOWED = {};

  private final String text;
  private final boolean followed;
  private final int[] begins;
  private final int[] ends;

  private Aligned(String text, boolean followed, int[] begins, int[] ends) {
    this.text = text;
    this.followed = followed;
    this.begins = begins;
    this.ends = ends;
  }

  /** A text whose places nobody asks for. */
  public static Aligned plain(String text) {
    return new Aligned(text, false, NOT_FOLLOWED, NOT_FOLLOWED);
  }

  /** The original text. */
  public static Aligned followed(String text) {
    int[] places = IntStream.rangeClosed(0, text.length()).toArray();
    return new Aligned(text, true, places, Arrays.copyOfRange(places, 1, places.length));
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

  /** Begins a text that is made of this one. */
  public Edit edit() {
    return new Edit();
  }

  /** A text made from another one, from left to right. */
  public final class Edit {
    private final StringBuilder edited = new StringBuilder(text.length() + 16);
    private int[] newBegins = followed ? new int[text.length() + 16] : NOT_FOLLOWED;
    private int[] newEnds = followed ? new int[text.length() + 16] : NOT_FOLLOWED;

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
      return new Aligned(edited.toString(), followed, newBegins, newEnds);
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
