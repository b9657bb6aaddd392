package org.isotopelm;

import java.util.function.Consumer;
import org.isotopelm.eval.GeneratedText;
import org.isotopelm.eval.Generator;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.token.Tokenizer;

/** Predicts and generates what follows a text. */
record TextGenerator(TokenModel model, Tokenizer tokenizer) {
  /** What may come next. */
  NextTokens next(String text) {
    TokenModel.Reader reader = model.reader();
    reader.begin();
    for (int id : tokenizer.encode(text)) {
      reader.read(id);
    }
    double[] probabilities = new double[model.vocabulary()];
    reader.distribution(probabilities);
    return new NextTokens(tokenizer, probabilities);
  }

  /** Generates text, and passes each piece on. */
  Sample sample(String prompt, SampleOptions options, Consumer<String> out) {
    StringBuilder whole = new StringBuilder();
    GeneratedText text =
        new GeneratedText(
            tokenizer,
            prompt,
            options.stopAtEnd(),
            options.stopAt(),
            piece -> {
              whole.append(piece);
              out.accept(piece);
            });
    int tokens = generate(tokenizer.encode(prompt), options, text);
    text.end();
    return new Sample(whole.toString(), tokens, ending(text));
  }

  private int generate(int[] prompt, SampleOptions options, GeneratedText text) {
    try (Team team = new Team(options.threads())) {
      return new Generator(model, tokenizer.endOfDocument(), team)
          .generate(prompt, options.tokens(), options.choice(), options.seed(), text);
    }
  }

  private static Sample.Ending ending(GeneratedText text) {
    return text.stopped()
        ? Sample.Ending.STOP_STRING
        : text.ended() ? Sample.Ending.END_OF_DOCUMENT : Sample.Ending.TOKENS;
  }
}
