package org.isotopelm.token.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.training.UnigramLearner.Piece;
import org.junit.jupiter.api.Test;

class UnigramLearnerTest {
  private static final int AB = 256;

  /** By hand: p(ab) = 0.14 as one piece, and 0.2 · 0.3 as two, so 7 and 3 of 10. */
  @Test
  void expectation_oneWordOfTwoLetters_sharesItBetweenBothWays() {
    PieceText text = new PieceText(pieces("ab", 3));
    try (Team team = new Team(1)) {
      UnigramLattice lattice = new UnigramLattice(text, new SeedPieces(text));
      UnigramExpectation expectation = new UnigramExpectation(lattice, team);
      double[] scores = scores(lattice.size(), 'a', 0.2, 'b', 0.3, AB, 0.14);

      assertThat(lattice.size()).isEqualTo(257);
      for (int again = 0; again < 2; again++) { // the second time with another scale of weights
        double[] expected = expectation.of(scores);
        assertThat(expected[AB]).isCloseTo(2.1, within(1e-12));
        assertThat(expected['a']).isCloseTo(0.9, within(1e-12));
        assertThat(expected['b']).isCloseTo(0.9, within(1e-12));
        assertThat(expectation.nats()).isCloseTo(-3 * Math.log(0.2), within(1e-12));
      }
    }
  }

  /** 47 letters are three pieces or more; of probability e^-700 each, no double holds them. */
  @Test
  void expectation_veryImprobableWord_countsItsBytes() {
    String letters =
        IntStream.range('0', '0' + 47).mapToObj(Character::toString).collect(Collectors.joining());
    PieceText text = new PieceText(pieces(letters, 7, "ab", 3));
    try (Team team = new Team(1)) {
      UnigramLattice lattice = new UnigramLattice(text, new SeedPieces(text));
      double[] scores = new double[lattice.size()];
      Arrays.fill(scores, -700);
      double[] expected = new UnigramExpectation(lattice, team).of(scores);

      assertThat(Arrays.stream(expected)).allMatch(Double::isFinite);
      assertThat(expected['0']).isEqualTo(7);
    }
  }

  /**
   * By hand: ab stands 3 times and cd 5 times, all = 8. Without ab: 3·(ln 3/8 − 2·ln 3/11) = 4.85;
   * without cd: 5·(ln 5/8 − 2·ln 5/13) = 7.21.
   */
  @Test
  void kept_roomForOneOfTwo_keepsThatOfTheGreaterLoss() {
    PieceText text = new PieceText(pieces("ab", 3, "cd", 5));
    try (Team team = new Team(1)) {
      UnigramLattice lattice = new UnigramLattice(text, new SeedPieces(text));
      double[] scores = scores(lattice.size(), 'a', 0.1, 'b', 0.1, AB, 0.2, AB + 1, 0.2);
      boolean[] kept = UnigramPruning.kept(lattice, scores, 257, team);

      assertThat(lattice.bytes(AB)).asString().isEqualTo("ab");
      assertThat(kept[AB]).isFalse();
      assertThat(kept[AB + 1]).isTrue();
      assertThat(kept['x']).isTrue();
    }
  }

  /** ab is better written as a and b, and the text never uses it. */
  @Test
  void kept_pieceWorseThanItsParts_isDropped() {
    PieceText text = new PieceText(pieces("ab", 3));
    try (Team team = new Team(1)) {
      UnigramLattice lattice = new UnigramLattice(text, new SeedPieces(text));
      double[] scores = scores(lattice.size(), 'a', 0.5, 'b', 0.4, AB, 0.1);

      assertThat(UnigramPruning.kept(lattice, scores, 257, team)[AB]).isFalse();
    }
  }

  @Test
  void retain_somePieces_numbersThemAnew() {
    PieceText text = new PieceText(pieces("ab", 3, "cd", 5, "abcd", 2));
    SeedPieces seeds = new SeedPieces(text);
    UnigramLattice lattice = new UnigramLattice(text, seeds);
    boolean[] kept = new boolean[lattice.size()];
    Arrays.fill(kept, 0, 256, true);
    int cd = 256;
    while (!new String(lattice.bytes(cd), StandardCharsets.UTF_8).equals("cd")) {
      cd++;
    }
    kept[cd] = true;
    int[] old = lattice.retain(kept);

    assertThat(old).hasSize(257).endsWith(255, cd);
    assertThat(lattice.bytes(256)).asString().isEqualTo("cd");
    int uses = 0;
    for (int place = 0; place < text.end(); place++) {
      for (int i = lattice.from(place); i < lattice.to(place); i++) {
        assertThat(lattice.piece(i)).isEqualTo(256);
        assertThat(text.copy(place, place + 2)).asString().isEqualTo("cd");
        uses++;
      }
    }
    assertThat(uses).isEqualTo(2);
  }

  /** Against a list of all substrings, with the characters that follow each. */
  @Test
  void seeds_randomWords_areTheNodesOfTheSuffixTree() {
    RandomStream stream = RandomStream.of(5, "seeds");
    String[] letters = {"a", "b", "é", "中"};
    for (int round = 0; round < 50; round++) {
      CountedPieces pieces = new CountedPieces();
      Set<String> words = new HashSet<>();
      for (int w = 0; w < 1 + stream.nextInt(12); w++) {
        StringBuilder word = new StringBuilder();
        for (int length = 1 + stream.nextInt(10); length > 0; length--) {
          word.append(letters[stream.nextInt(letters.length)]);
        }
        if (words.add(word.toString())) {
          count(pieces, word.toString(), 2 + stream.nextInt(3));
        }
      }
      PieceText text = new PieceText(pieces);
      SeedPieces seeds = new SeedPieces(text);
      Set<String> found = new TreeSet<>();
      for (int seed = 0; seed < seeds.size(); seed++) {
        int place = seeds.place(seed, seeds.occurrences(seed) - 1);
        String name =
            new String(text.copy(place, place + seeds.length(seed)), StandardCharsets.UTF_8);
        assertThat(found.add(name)).isTrue();
      }
      assertThat(found).isEqualTo(nodes(words));
    }
  }

  private static Set<String> nodes(Set<String> words) {
    Set<String> nodes = new TreeSet<>();
    for (String word : words) {
      for (int start = 0; start < word.length(); start++) {
        for (int end = start + 1; end <= word.length(); end++) {
          String part = word.substring(start, end);
          if (part.getBytes(StandardCharsets.UTF_8).length > 1
              && (part.length() == 1 || followers(part, words).size() > 1)) {
            nodes.add(part);
          }
        }
      }
    }
    return nodes;
  }

  /** What follows a string; every end of a word is something of its own. */
  private static Set<String> followers(String part, Set<String> words) {
    Set<String> followers = new HashSet<>();
    for (String word : words) {
      for (int at = word.indexOf(part); at >= 0; at = word.indexOf(part, at + 1)) {
        int end = at + part.length();
        followers.add(end < word.length() ? word.substring(end, end + 1) : "end of " + word);
        if (end == word.length()) {
          followers.add("end");
        }
      }
    }
    return followers;
  }

  @Test
  void learn_smallText_findsItsWordsOnAnyNumberOfThreads() {
    CountedPieces pieces = new CountedPieces();
    RandomStream stream = RandomStream.of(9, "learn");
    String[] stems = {" weight", " decay", " model", " train", " 中文", " größe"};
    String[] endings = {"", "s", "ed", "ing", "er", "less"};
    for (int i = 0; i < 3_000; i++) {
      String stem = stems[stream.nextInt(6)];
      int one = stream.nextInt(6);
      int other = stream.nextInt(6);
      String word = stem + endings[Math.min(one, other)];
      pieces.add(word, 0, word.length());
    }
    List<Piece> learned = UnigramLearner.learn(pieces, 280, 1);
    List<String> names =
        learned.stream().map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8)).toList();

    assertThat(learned).hasSizeBetween(270, 280);
    assertThat(learned.get(0x4D).bytes()).containsExactly('M');
    assertThat(names.subList(256, names.size())).contains(" weight", " größe", " 中文", " decays");
    assertThat(learned.subList(256, learned.size()))
        .isSortedAccordingTo(Comparator.comparingDouble(piece -> -piece.score()));
    assertThat(learned).extracting(Piece::score).allMatch(score -> score < 0);
    assertThat(UnigramLearner.learn(pieces, 280, 3))
        .extracting(Piece::score)
        .isEqualTo(learned.stream().map(Piece::score).toList());
  }

  @Test
  void learn_oneVeryLongRun_endsSoon() {
    String run = "a".repeat(1 << 18);
    CountedPieces pieces = new CountedPieces();
    pieces.add(run, 0, run.length());

    assertThat(UnigramLearner.learn(pieces, 300, 2))
        .anySatisfy(piece -> assertThat(piece.bytes()).asString().isEqualTo("a".repeat(16)));
  }

  private static double[] scores(int size, Object... piecesAndProbabilities) {
    double[] scores = new double[size];
    Arrays.fill(scores, Math.log(1e-9));
    for (int i = 0; i < piecesAndProbabilities.length; i += 2) {
      Object piece = piecesAndProbabilities[i];
      int number = piece instanceof Character letter ? letter : (Integer) piece;
      scores[number] = Math.log((Double) piecesAndProbabilities[i + 1]);
    }
    return scores;
  }

  private static CountedPieces pieces(Object... textsAndCounts) {
    CountedPieces pieces = new CountedPieces();
    for (int i = 0; i < textsAndCounts.length; i += 2) {
      count(pieces, (String) textsAndCounts[i], (Integer) textsAndCounts[i + 1]);
    }
    return pieces;
  }

  private static void count(CountedPieces pieces, String text, int times) {
    for (int i = 0; i < times; i++) {
      pieces.add(text, 0, text.length());
    }
  }
}
