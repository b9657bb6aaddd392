import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.piece.IntList;

/**
 * Encodes the lines of a text again and again: {@code TOKENIZER TEXT THREADS ROUNDS}. Each round is
 * a line: threads, MB/s by the clock, MB/s of the threads' processor time (on a busy machine the
 * one to trust), tokens. The first rounds fill the cache and compile.
 */
public final class EncodeBench {
  private EncodeBench() {}

  /** Runs the rounds, one line each: threads, MB/s, tokens. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Tokenizer tokenizer = TokenizerFile.read(Path.of(args[0]));
    byte[] text = Files.readAllBytes(Path.of(args[1]));
    String[] lines = new String(text, StandardCharsets.UTF_8).split("(?<=\n)", -1);
    int threads = Integer.parseInt(args[2]);
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      long begin = System.nanoTime();
      long[] sums = encode(tokenizer, List.of(lines), threads);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%d %.2f %.2f %d%n",
          threads,
          text.length / 1e6 / seconds,
          text.length / 1e6 / (sums[1] / 1e9 / threads),
          sums[0]);
    }
  }

  /** Each thread encodes a part of the lines into a list of its own. */
  private static long[] encode(Tokenizer tokenizer, List<String> lines, int threads)
      throws InterruptedException {
    long[] tokens = new long[threads];
    long[] nanos = new long[threads];
    Thread[] team = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int part = i;
      int from = (int) ((long) lines.size() * part / threads);
      int to = (int) ((long) lines.size() * (part + 1) / threads);
      team[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    IntList ids = new IntList();
                    for (String line : lines.subList(from, to)) {
                      ids.clear();
                      tokenizer.encode(line, ids);
                      tokens[part] += ids.size();
                    }
                    nanos[part] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                  });
    }
    for (Thread each : team) {
      each.join();
    }
    return new long[] {Arrays.stream(tokens).sum(), Arrays.stream(nanos).sum()};
  }
}
