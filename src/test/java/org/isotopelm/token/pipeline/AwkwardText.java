package org.isotopelm.token.pipeline;

import java.util.List;
import org.isotopelm.math.random.RandomStream;

/** Texts that break tokenizers. */
public final class AwkwardText {
  private static final String ALPHABET =
      " \t\n\r\u000B\f\u0000\u001C\u0085\u00A0\u2003\u2028\u202F\u3000\u180E\u200B'''sdtmrevl"
          + "abcXYZß\u0301\u0915\u0903中文字カ٣٥Ⅷ½09_-.,!?“”…€\u200D\u200F\uFEFF\uFFFD\uE000";

  private AwkwardText() {}

  /** Chosen by hand; none names a special token. */
  public static List<String> samples() {
    return List.of(
        "",
        " ",
        "  ",
        "\n",
        "Hello, world!",
        "  leading and trailing  ",
        "I'm we're they've you'll he'd it's don't 'S 'T ''s 'll' 's",
        "tabs\t\tand\n\n\nlines \n mixed \t \n",
        "CRLF\r\nline\r\n\r\nend\r",
        "nbsp\u00A0here\u00A0\u00A0two \u00A0 mixed",
        "line\u2028separator\u2029paragraph\u0085next line",
        "narrow\u202Fideographic\u3000mongolian\u180Ezero\u200Bwidth",
        "nul\u0000bell\u0007escape\u001B[0m unit\u001Fseparators\u001C\u001D\u001E",
        "vertical\u000Btab form\ffeed",
        "emoji 👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 🇩🇪 skin 👍🏽 keycap 1️⃣",
        "combining e\u0301 a\u0308\u0323 Z̷̢͛a̸l̵g̶o̷",
        "中文没有空格，标点也不同。日本語のテキスト 한국어 텍스트",
        "עברית \u200Fימין\u200E לשמאל العربية ١٢٣",
        "हिन्दी देवनागरी क्षि தமிழ் ไทยไม่มีช่องว่าง",
        "numbers 123 1,234.5 ½ ² Ⅷ ٣٤ १२ 一二",
        "math 𝔸𝕓𝒸 ∑∫≠ 𝟘𝟙",
        "private \uE000 use \uFFFF noncharacter \uFEFF mark \uFFFD replacement",
        "snake_case camelCase kebab-case a.b.c C++ #include <x>",
        "a".repeat(3_000),
        " ".repeat(3_000),
        "ab".repeat(1_500) + "!".repeat(1_001) + "\n".repeat(500) + "x");
  }

  /** A string of up to 40 code points, of awkward ones and any others. */
  public static String random(RandomStream stream) {
    StringBuilder text = new StringBuilder();
    for (int left = stream.nextInt(41); left > 0; left--) {
      if (stream.nextInt(4) > 0) {
        text.append(ALPHABET.charAt(stream.nextInt(ALPHABET.length())));
      } else {
        int codePoint = stream.nextInt(Character.MAX_CODE_POINT + 1 - 0x800);
        text.appendCodePoint(codePoint < Character.MIN_SURROGATE ? codePoint : codePoint + 0x800);
      }
    }
    return text.toString();
  }
}
