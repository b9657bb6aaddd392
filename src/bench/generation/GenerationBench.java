package org.isotopelm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.isotopelm.eval.Choice;
import org.isotopelm.eval.Generator;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;

/**
 * Generates documents with a run: for each line of standard input one of as many tokens as the line
 * says, always the likeliest token. Writes the seconds that each took, and those of the processor
 * in the thread that generates.
 */
public final class GenerationBench {
  private GenerationBench() {}

  /**
   * @param args the run's folder, and perhaps how many threads
   */
  public static void main(String[] args) throws IOException {
    LoadedRun run =
        LoadedRun.open(Path.of("").toAbsolutePath(), Path.of(args[0]), "best", Window::sliding);
    Team team = new Team(args.length > 1 ? Integer.parseInt(args[1]) : 1);
    Generator generator = new Generator(run.model(), run.tokenizer().endOfDocument(), team);
    Choice likeliest = Choice.DEFAULT.withTemperature(0);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long start = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      generator.generate(new int[0], Integer.parseInt(line), likeliest, 1, id -> true);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(seconds + " " + (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
      System.out.flush();
    }
  }
}
