package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.ExitCode;
import org.isotopelm.Nearest;
import org.isotopelm.token.IntList;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.jspecify.annotations.Nullable;

/** {@code isotope tokenizer}: text to ids and back. */
final class TokenizerCommand implements Command {
  private static final List<String> ACTIONS = List.of("encode", "decode", "info");

  /** {@code encode --json}. */
  record Encoding(int tokens, int[] ids) {}

  /** {@code decode --json}. */
  record Decoding(int tokens, String text) {}

  /** {@code info --json}. */
  record Info(
      String kind,
      int vocabulary,
      String endOfDocument,
      int endOfDocumentId,
      @Nullable Integer unknownId,
      String sha256) {}

  @Override
  public String name() {
    return "tokenizer";
  }

  @Override
  public String summary() {
    return "train a tokenizer; turn text into token ids and back";
  }

  @Override
  public List<String> usage() {
    return List.of("tokenizer encode T FILE", "tokenizer decode T FILE", "tokenizer info T");
  }

  @Override
  public String details() {
    return """
        T is a tokenizer.json or the folder of a run. FILE may be - for standard input.
        Ids are printed and read as numbers between blanks. decode writes the bytes of the text and \
        nothing else, so that what encode was given comes back; special tokens give nothing.""";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "isotope tokenizer encode models/quickstart/chosen text.txt",
            "the ids of a text by the tokenizer of a run"),
        new Example(
            "echo hello | isotope tokenizer encode t.json - | isotope tokenizer decode t.json -",
            "there and back"));
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    List<String> arguments = call.arguments();
    String action = arguments.isEmpty() ? "" : arguments.getFirst();
    switch (action) {
      case "encode" -> encode(call);
      case "decode" -> decode(call);
      case "info" -> info(call);
      default ->
          throw call.misused(
              "'%s' is none of %s%s"
                  .formatted(action, String.join(", ", ACTIONS), Nearest.hint(action, ACTIONS)));
    }
    return ExitCode.DONE;
  }

  private static void encode(Invocation call) throws IOException {
    List<String> arguments = call.arguments(3, 3);
    Tokenizer tokenizer = read(arguments.get(1));
    InputFile file = new InputFile(arguments.get(2), call.in());
    IntList ids = new IntList();
    tokenizer.encode(file.text(), ids);
    call.output().result(new Encoding(ids.size(), ids.toArray()), out -> TokenIds.print(ids, out));
  }

  private static void decode(Invocation call) throws IOException {
    List<String> arguments = call.arguments(3, 3);
    Tokenizer tokenizer = read(arguments.get(1));
    InputFile file = new InputFile(arguments.get(2), call.in());
    int[] ids = TokenIds.parse(file.text(), tokenizer.vocabulary(), file.name());
    call.output()
        .result(
            new Decoding(ids.length, tokenizer.decode(ids)),
            out -> {
              for (int id : ids) {
                out.writeBytes(tokenizer.bytes(id));
              }
            });
  }

  private static void info(Invocation call) {
    Tokenizer tokenizer = read(call.arguments(2, 2).get(1));
    Info info =
        new Info(
            Words.of(tokenizer.kind()),
            tokenizer.vocabulary(),
            tokenizer.token(tokenizer.endOfDocument()),
            tokenizer.endOfDocument(),
            tokenizer.unknown().isPresent() ? tokenizer.unknown().getAsInt() : null,
            TokenizerFile.hash(tokenizer));
    call.output()
        .result(
            info,
            out -> {
              out.println("kind             " + info.kind());
              out.println("vocabulary       " + info.vocabulary());
              out.printf(
                  "end of document  %s (%d)%n", info.endOfDocument(), info.endOfDocumentId());
              if (info.unknownId() != null) {
                out.println("unknown          " + info.unknownId());
              }
              out.println("sha256           " + info.sha256());
            });
  }

  /** The tokenizer of a tokenizer.json or of a run's folder. */
  private static Tokenizer read(String name) {
    Path path = Path.of(name);
    return TokenizerFile.read(Files.isDirectory(path) ? path.resolve("tokenizer.json") : path);
  }
}
