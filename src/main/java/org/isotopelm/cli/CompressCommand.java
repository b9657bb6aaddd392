package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
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
import org.isotopelm.coding.Compressor;

/** {@code isotope compress}. */
final class CompressCommand implements Command {
  /** What the name of a compressed file ends with. */
  static final String SUFFIX = ".isotope";

  /**
   * The JSON of {@code compress}.
   *
   * @param bitsPerByte of the whole file
   * @param idealBitsPerByte Σ −log₂ p of the tokens, by byte of the original
   * @param tokenBytes of the file that code the tokens
   * @param otherBytes of what tokens leave out, such as white space and unknown words
   * @param headerBytes the rest of the file
   */
  record Report(
      String run,
      String out,
      long bytesIn,
      long bytesOut,
      double bitsPerByte,
      double idealBitsPerByte,
      long tokenBytes,
      long otherBytes,
      long headerBytes) {
    String text() {
      String sizes = String.format(Locale.ROOT, "%s: %,d bytes from %,d", out, bytesOut, bytesIn);
      return bytesIn == 0
          ? sizes
          : sizes
              + String.format(
                  Locale.ROOT,
                  " (%.4f bits per byte)%ntokens: %,d bytes; the model's probabilities ask for %,.1f%n%sheader: %,d bytes",
                  bitsPerByte,
                  tokenBytes,
                  idealBitsPerByte * bytesIn / 8,
                  others(),
                  headerBytes);
    }

    private String others() {
      return otherBytes == 0
          ? ""
          : String.format(
              Locale.ROOT,
              "what tokens leave out, such as white space and unknown words: %,d bytes%n",
              otherBytes);
    }
  }

  @Override
  public String name() {
    return "compress";
  }

  @Override
  public String summary() {
    return "compress a file with the probabilities of a run's model";
  }

  @Override
  public List<String> usage() {
    return List.of("compress RUN FILE [--out F] [--force] [--checkpoint NAME]");
  }

  @Override
  public String details() {
    return "Codes the file's bytes as one document, each token in -log2 p bits. 'isotope "
        + "decompress' with the same run gives the same bytes again, on any machine. Bytes "
        + "that no token stands for are kept too, in more bits. FILE - is standard input, and "
        + "--out - is standard output, the default for it.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(NewOption.value("out", "F", "the compressed file; by default FILE" + SUFFIX))
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
        new Example("isotope compress models/my news.txt", "writes news.txt" + SUFFIX),
        new Example(
            "isotope compress models/my - < news.txt > news" + SUFFIX, "from and to a pipe"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments(2, 2);
    String file = arguments.get(1);
    String out = invocation.text("out").orElse(file.equals("-") ? file : file + SUFFIX);
    CodedOutput output = new CodedOutput(invocation, out);
    if (!output.isStandard()
        && Files.exists(Path.of(out))
        && Files.exists(Path.of(file))
        && Files.isSameFile(Path.of(out), Path.of(file))) {
      throw ProblemException.usage(out + " is the file to compress; name another with --out");
    }
    output.requireFree();
    byte[] bytes = new InputFile(file, invocation.in()).bytes();
    Path folder = Path.of(arguments.getFirst());
    Compressor.Compressed result = CodingRun.open(invocation, folder).compress(bytes);
    if (!output.write(result.file())) {
      return ExitCode.INTERRUPTED;
    }
    Report report =
        new Report(
            folder.toString(),
            out,
            bytes.length,
            result.file().length,
            8.0 * result.file().length / bytes.length,
            result.idealBits() / bytes.length,
            result.tokenBytes(),
            result.otherBytes(),
            result.headerBytes());
    output.tell(report, report.text());
    return ExitCode.DONE;
  }
}
