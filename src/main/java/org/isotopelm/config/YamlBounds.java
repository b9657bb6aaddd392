package org.isotopelm.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Keeps a short text from becoming an endless tree: keys and values are counted as they would stand
 * there with every alias written out, before any tree is made.
 */
final class YamlBounds {
  private static final int DEEPEST = 100;
  private static final long MOST_VALUES = 200_000;

  /** What goes too far, and where. */
  record Excess(Optional<Mark> mark, String message) {}

  /** A list or map that is not yet closed. */
  private static final class Open {
    private final @Nullable Anchor anchor;
    private long values = 1;

    private Open(@Nullable Anchor anchor) {
      this.anchor = anchor;
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Long> sizes = new HashMap<>();
  private long values;

  private YamlBounds() {}

  /** The first thing that goes too far, if anything does. */
  static Optional<Excess> check(Iterable<Event> events) {
    YamlBounds bounds = new YamlBounds();
    for (Event event : events) {
      String message = bounds.take(event);
      if (message != null) {
        return Optional.of(new Excess(event.getStartMark(), message));
      }
    }
    return Optional.empty();
  }

  private @Nullable String take(Event event) {
    return switch (event) {
      case AliasEvent alias -> alias(alias.getAlias());
      case CollectionStartEvent start -> begin(start.getAnchor());
      case CollectionEndEvent end -> close();
      case ScalarEvent scalar -> add(scalar, 1);
      default -> null;
    };
  }

  private @Nullable String alias(Anchor anchor) {
    if (open.stream().anyMatch(within -> anchor.equals(within.anchor))) {
      return "the alias *%s is inside the value that it repeats, so it contains itself; write the value out"
          .formatted(anchor.getValue());
    }
    return count(sizes.getOrDefault(anchor, 1L));
  }

  private @Nullable String begin(Optional<Anchor> anchor) {
    open.push(new Open(anchor.orElse(null)));
    values++;
    return open.size() > DEEPEST
        ? "lists and maps are nested too deeply here; the limit is " + DEEPEST
        : null;
  }

  private @Nullable String close() {
    Open closed = open.pop();
    if (closed.anchor != null) {
      sizes.put(closed.anchor, closed.values);
    }
    if (!open.isEmpty()) {
      open.getFirst().values += closed.values;
    }
    return null;
  }

  private @Nullable String add(NodeEvent event, long size) {
    event.getAnchor().ifPresent(anchor -> sizes.put(anchor, size));
    return count(size);
  }

  private @Nullable String count(long size) {
    values += size;
    if (!open.isEmpty()) {
      open.getFirst().values += size;
    }
    return values > MOST_VALUES
        ? "with this there are more than "
            + MOST_VALUES
            + " keys and values, which is the limit; an alias counts as the value that it repeats"
        : null;
  }
}
