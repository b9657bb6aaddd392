package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreTokenizerTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "GPT2; 's|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        "BLANKS; ` ?\\S+|\\s+(?!\\S)|\\s+`",
        "WORDS; \\S+|\\s+",
        "UNICODE_WORDS; \\w+|[^\\w\\s]+|\\s+"
      })
  void forEachPiece_awkwardText_cutsAsTheExpression(PreTokenizer cut, String expression) {
    Pattern pattern = Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS);
    RandomStream stream = RandomStream.of(3, "cut");
    List<String> texts = new ArrayList<>(AwkwardText.samples());
    while (texts.size() < 3_000) {
      texts.add(AwkwardText.random(stream));
    }
    for (String text : texts) {
      List<String> pieces = new ArrayList<>();
      cut.forEachPiece(text, pieces::add);
      assertThat(pieces)
          .isEqualTo(pattern.matcher(text).results().map(found -> found.group()).toList());
      assertThat(String.join("", pieces)).isEqualTo(text);
    }
  }
}
