package org.isotopelm.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.isotopelm.base.Json;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.training.StudyTask;

/**
 * Does one task of a study on the machine on which Spark calls it. Several attempts, also at the
 * same time, give the same.
 *
 * @param needed what the task reads of the study's folder, see {@link PackedFiles}
 */
record TaskCall(Broadcast<SentStudy> study, List<OuterFold> outer, byte[] needed)
    implements Function<String, Reply> {
  @Override
  public Reply call(String json) {
    SentStudy sent = study.value();
    StudyTask<?> task = Json.mapper().readValue(json, StudyTask.class);
    Path folder = sent.attempt();
    try {
      PackedFiles.unpack(needed, folder, task.reads());
      TaskContext context = TaskContext.get();
      return done(task, sent, folder, context::isInterrupted);
    } catch (RuntimeException e) {
      if (Reply.isNone(e)) {
        throw e;
      }
      return Reply.of(e);
    } finally {
      StudyFolder.delete(folder);
    }
  }

  private Reply done(
      StudyTask<?> task, SentStudy sent, Path folder, BooleanSupplier isInterrupted) {
    Object result = task.perform(sent.site(outer), folder, isInterrupted);
    return new Reply.Done(
        Json.mapper().writeValueAsString(result), PackedFiles.pack(folder, task.leaves()));
  }
}
