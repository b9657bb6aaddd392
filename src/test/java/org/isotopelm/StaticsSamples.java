package org.isotopelm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Static fields of each kind, for the test of the law on them. */
@SuppressWarnings({"unused", "MutablePublicArray", "ThreadLocalUsage"})
final class StaticsSamples {
  static final String TEXT = "";
  static final List<String> LIST = List.of("a");
  static final Map<String, List<Integer>> MAP = Map.of("a", List.of(1));
  static final float[] EMPTY = {};
  static final Fixed RECORD = new Fixed(1, List.of());
  static final Supplier<String> FUNCTION = () -> "";
  private static final int[] CLOSED_ARRAY = {1};

  static final AtomicBoolean ATOMIC = new AtomicBoolean();
  static final List<String> CHANGING_LIST = new ArrayList<>();
  static final Map<String, List<String>> CHANGING_WITHIN = Map.of("a", new ArrayList<>());
  static final int[] OPEN_ARRAY = {1};
  static final StringBuilder BUFFER = new StringBuilder();
  static final ThreadLocal<String> PER_THREAD = new ThreadLocal<>();
  static final ReentrantLock LOCK = new ReentrantLock();
  static final Counter OWN = new Counter();
  static final Fixed RECORD_OF_CHANGING = new Fixed(1, new ArrayList<>());
  static final Supplier<String> CAPTURING = BUFFER::toString;

  private StaticsSamples() {}

  /** Does not change, if its list does not. */
  record Fixed(int number, List<String> list) {}

  /** Changes. */
  static final class Counter {
    int count;
  }
}
