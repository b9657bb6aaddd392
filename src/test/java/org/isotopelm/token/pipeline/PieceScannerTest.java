package org.isotopelm.token.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PieceScannerTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "GPT2; 's|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        "BLANKS; ` ?\\S+|\\s+(?!\\S)|\\s+`",
        "WORDS; \\S+|\\s+",
        "CHARACTERS; [\\s\\S]",
        "UNICODE_WORDS; \\w+|[^\\w\\s]+|\\s+"
      })
  void end_awkwardText_cutsAsTheExpression(PieceScanner cut, String expression) {
    Pattern pattern = Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS);
    RandomStream stream = RandomStream.of(3, "cut");
    List<String> texts = new ArrayList<>(AwkwardText.samples());
    while (texts.size() < 3_000) {
      texts.add(AwkwardText.random(stream));
    }
    for (String text : texts) {
      List<String> pieces = new ArrayList<>();
      for (int start = 0; start < text.length(); ) {
        int end = cut.end(text, start, text.length());
        pieces.add(text.substring(start, end));
        start = end;
      }
      assertThat(pieces)
          .isEqualTo(pattern.matcher(text).results().map(found -> found.group()).toList());
      assertThat(String.join("", pieces)).isEqualTo(text);
    }
  }
}
