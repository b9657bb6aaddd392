package org.isotopelm.token.piece;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of tokens as a double array (Aoe 1989): a step from a node by a char is two looks.
 * Chars have numbers, the frequent ones the small numbers, so that the array is dense.
 */
final class NameTrie {
  /** Where every name begins. */
  static final int ROOT = 0;

  /** No node, or no token. */
  static final int NONE = -1;

  /** Names, and the token of each. */
  record Entry(String name, int id) {}

  /** Names {@code begin} to {@code end} of a sorted list: those that a node is the beginning of. */
  private record Span(int node, int depth, int begin, int end) {}

  private final char[] numberOfChar; // 0 for a char that no name has
  private final int numbers;
  private int[] base = new int[1 << 10]; // of a node; its child by number n is base + n
  private int[] parent = new int[1 << 10];
  private int[] token = new int[1 << 10];
  private int firstFree = 1;

  /** A trie of names that are not empty and all different. */
  NameTrie(List<Entry> names) {
    List<Entry> sorted = names.stream().sorted((a, b) -> a.name.compareTo(b.name)).toList();
    int[] counts = new int[Character.MAX_VALUE + 1];
    sorted.forEach(entry -> entry.name.chars().forEach(c -> counts[c]++));
    int[] chars =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] > 0)
            .boxed()
            .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    numberOfChar = new char[1 + Arrays.stream(chars).max().orElse(0)];
    numbers = chars.length;
    for (int i = 0; i < numbers; i++) {
      numberOfChar[chars[i]] = (char) (i + 1);
    }
    clear(0);
    parent[ROOT] = ROOT;
    Deque<Span> open = new ArrayDeque<>();
    open.add(new Span(ROOT, 0, 0, sorted.size()));
    while (!open.isEmpty()) {
      place(open.remove(), sorted, open);
    }
  }

  /** Gives the children of a node their places. */
  private void place(Span span, List<Entry> names, Deque<Span> open) {
    int begin = span.begin;
    if (begin < span.end && names.get(begin).name.length() == span.depth) {
      token[span.node] = names.get(begin).id;
      begin++;
    }
    int[] number = new int[Math.min(numbers, span.end - begin)];
    int[] from = new int[number.length + 1];
    int children = 0;
    for (int i = begin; i < span.end; i++) {
      int n = numberOfChar[names.get(i).name.charAt(span.depth)];
      if (children == 0 || number[children - 1] != n) {
        from[children] = i;
        number[children++] = n;
      }
    }
    if (children == 0) {
      return;
    }
    from[children] = span.end;
    int place = freePlace(number, children);
    base[span.node] = place;
    for (int i = 0; i < children; i++) {
      parent[place + number[i]] = span.node;
    }
    for (int i = 0; i < children; i++) {
      open.add(new Span(place + number[i], span.depth + 1, from[i], from[i + 1]));
    }
  }

  /** A base from which all children of a node are free. */
  private int freePlace(int[] number, int children) {
    int least = Arrays.stream(number, 0, children).min().orElseThrow();
    int taken = 0;
    for (int at = Math.max(firstFree, least); ; at++) {
      reserve(at - least + numbers);
      if (parent[at] != NONE) {
        taken++;
        continue;
      }
      if (isFree(at - least, number, children)) {
        if (taken > 0.9 * (at - firstFree)) {
          firstFree = at; // few places before it are free
        }
        return at - least;
      }
    }
  }

  private boolean isFree(int place, int[] number, int children) {
    for (int i = 0; i < children; i++) {
      if (parent[place + number[i]] != NONE) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int last) {
    if (last >= base.length) {
      int before = base.length;
      int room = Math.max(last + 1, before + before / 2);
      base = Arrays.copyOf(base, room);
      parent = Arrays.copyOf(parent, room);
      token = Arrays.copyOf(token, room);
      clear(before);
    }
  }

  private void clear(int from) {
    Arrays.fill(parent, from, parent.length, NONE);
    Arrays.fill(token, from, token.length, NONE);
  }

  /** The node after another one, or {@link #NONE}. */
  int child(int node, char c) {
    int number = c < numberOfChar.length ? numberOfChar[c] : 0;
    int child = base[node] + number;
    return number != 0 && parent[child] == node ? child : NONE;
  }

  /** The token whose name ends at a node, or {@link #NONE}. */
  int token(int node) {
    return token[node];
  }
}
