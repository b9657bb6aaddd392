package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.files.CodedOutput;
import org.isotopelm.cli.files.InputFile;

/** {@code isotope decompress}. */
final class DecompressCommand implements Command {
  /** The JSON of {@code decompress}. */
  record Report(String run, String out, long bytesIn, long bytesOut) {}

  @Override
  public String name() {
    return "decompress";
  }

  @Override
  public String summary() {
    return "give back a file that 'compress' wrote";
  }

  @Override
  public List<String> usage() {
    return List.of("decompress RUN F [--out FILE] [--force] [--checkpoint NAME]");
  }

  @Override
  public String details() {
    return "Gives the bytes of the original. The run must have the same model: the file has its "
        + "hash. A file that was changed or cut is refused, and nothing is written. F - is "
        + "standard input, and --out - is standard output, the default for it.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.value(
                "out", "FILE", "the file to write; by default F without " + CompressCommand.SUFFIX))
        .addOption(NewOption.flag("force", "replace a file that exists"))
        .addOption(NewOption.value("checkpoint", "NAME", "best (the default), last or step-N"));
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope decompress models/my news.txt.isotope", "writes news.txt"),
        new Example("isotope decompress models/my news.txt.isotope --out -", "to a pipe"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments(2, 2);
    InputFile file = new InputFile(arguments.get(1), invocation.in());
    CodedOutput output =
        new CodedOutput(invocation, invocation.text("out").orElseGet(() -> original(file)));
    output.requireFree();
    byte[] compressed = file.bytes();
    Path folder = Path.of(arguments.getFirst());
    byte[] bytes = CodingRun.open(invocation, folder).decompress(compressed, file.name());
    if (!output.write(bytes)) {
      return ExitCode.INTERRUPTED;
    }
    Report report = new Report(folder.toString(), output.name(), compressed.length, bytes.length);
    output.tell(
        report, String.format(Locale.ROOT, "%s: %,d bytes", report.out(), report.bytesOut()));
    return ExitCode.DONE;
  }

  private static String original(InputFile file) {
    String name = file.argument();
    if (name.equals("-")) {
      return name;
    }
    if (!name.endsWith(CompressCommand.SUFFIX) || Path.of(name).endsWith(CompressCommand.SUFFIX)) {
      throw ProblemException.usage(
          "%s does not end with %s; name the file to write with --out"
              .formatted(name, CompressCommand.SUFFIX));
    }
    return name.substring(0, name.length() - CompressCommand.SUFFIX.length());
  }
}
