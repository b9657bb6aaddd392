import java.nio.file.Path;
import org.isotopelm.Isotope;
import org.isotopelm.LanguageModel;
import org.isotopelm.NextToken;
import org.isotopelm.SampleOptions;
import org.isotopelm.TextScore;
import org.isotopelm.TokenScore;

/** Opens the run given as its first argument, and prints what it thinks of a text. */
public class Use {
  public static void main(String[] args) {
    try (LanguageModel model = Isotope.open(Path.of(args[0]))) {
      TextScore score = model.score("Mr President, I thank you.");
      System.out.println("nll " + score.nll() + " nats per token");
      for (TokenScore token : score.tokens()) {
        System.out.println("'" + token.text() + "' ln p = " + token.logProbability());
      }
      for (NextToken next : model.next("Mr ").likeliest(3)) {
        System.out.println("next '" + next.text() + "' p = " + next.probability());
      }
      SampleOptions options = SampleOptions.DEFAULT.withTokens(50).withTopP(0.9).withStopAt(".");
      model.sample("Mr President, ", options, System.out::print);
      System.out.println();
    }
  }
}
