package org.isotopelm.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.isotopelm.model.ngram.estimate.NgramPart;
import org.isotopelm.model.ngram.estimate.NgramRanges;
import scala.Tuple2;

/**
 * Counts the n-grams of a part of a text on the machine on which Spark calls it: those of each
 * range, with its number.
 *
 * @param vocabulary number of token ids
 */
record NgramCount(int order, int vocabulary, NgramRanges ranges)
    implements PairFlatMapFunction<Object, Integer, byte[]> {
  @Override
  public Iterator<Tuple2<Integer, byte[]>> call(Object part) {
    List<byte[]> counted = ((NgramPart) part).count(order, vocabulary, ranges);
    List<Tuple2<Integer, byte[]>> numbered = new ArrayList<>();
    for (int range = 0; range < counted.size(); range++) {
      if (counted.get(range).length > 0) {
        numbered.add(new Tuple2<>(range, counted.get(range)));
      }
    }
    return numbered.iterator();
  }
}
