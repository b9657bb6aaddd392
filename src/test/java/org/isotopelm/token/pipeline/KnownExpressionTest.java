package org.isotopelm.token.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownExpressionTest {
  private static final String ALPHABET =
      " \n\r\t\u00A0aAbB'sStTrReEvVlLmMdD\u017F1\u0663Ⅷ!/_.\u0301\u0903ªǅʰ中ßÉ👍";

  /** Java's expressions mean the same where {@code \s} is Unicode's. */
  @ParameterizedTest
  @EnumSource
  void scanner_anyText_findsTheExpressionsMatches(KnownExpression known) {
    Pattern pattern =
        Pattern.compile(known.expression(), Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE);
    RandomStream random = RandomStream.of(7, "expressions");
    List<String> texts = new ArrayList<>(AwkwardText.samples());
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        int at = random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length()));
        text.appendCodePoint(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at)));
      }
      texts.add(text.toString());
      texts.add(AwkwardText.random(random));
    }
    for (String text : texts) {
      Matcher matcher = pattern.matcher(text);
      for (int at = 0; at < text.length(); ) {
        int end = known.scanner().end(text, at, text.length());
        assertThat(matcher.find(at)).isTrue();
        assertThat(text.substring(at, end)).as(text).isEqualTo(matcher.group());
        at = end;
      }
    }
  }
}
