package org.isotopelm.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.Activity;
import org.isotopelm.study.training.LocalSite;
import org.jspecify.annotations.Nullable;

/**
 * A study as it reaches the machines of a cluster, each once, with the tokenizers and token stores
 * that the first task prepares.
 */
final class SentStudy implements Serializable {
  private static final long serialVersionUID = 1;

  private final SentProject sent;

  private transient @Nullable Map<List<OuterFold>, LocalSite> sites;

  SentStudy(SentProject sent) {
    this.sent = sent;
  }

  /** What does its tasks on this machine. */
  synchronized LocalSite site(List<OuterFold> outer) {
    if (sites == null) {
      sites = new HashMap<>();
      sites.put(List.of(), runner(sent.project()));
    }
    LocalSite site = Objects.requireNonNull(sites.get(List.of()));
    for (int depth = 1; depth <= outer.size(); depth++) {
      LocalSite above = site;
      OuterFold inner = outer.get(depth - 1);
      site =
          sites.computeIfAbsent(
              List.copyOf(outer.subList(0, depth)),
              absent -> above.outer(inner.fold(), inner.folds()));
    }
    return site;
  }

  private static LocalSite runner(Project project) {
    StudySpec spec = Objects.requireNonNull(project.config().study(), "a study was sent");
    return StudyRunner.runner(project, spec, project.engine(), new Activity());
  }

  /** A new folder on this machine, for one attempt at one task. */
  Path attempt() {
    return sent.attempt();
  }
}
