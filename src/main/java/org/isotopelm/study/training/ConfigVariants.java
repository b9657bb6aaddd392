package org.isotopelm.study.training;

import java.util.Map;
import org.isotopelm.train.Recipe;

/** The study's config with some of its values replaced. */
public interface ConfigVariants {
  /** The recipe with these values, by config path. */
  Recipe with(Map<String, Object> overrides);

  /** The resolved config with these values, as a run keeps it. */
  String yaml(Map<String, Object> overrides);
}
