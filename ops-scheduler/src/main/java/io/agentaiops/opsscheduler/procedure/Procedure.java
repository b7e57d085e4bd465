package io.agentaiops.opsscheduler.procedure;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Require;
import io.agentaiops.opsscheduler.schedule.CronSchedule;
import io.agentaiops.opsscheduler.schedule.SchedulePolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that can be run.
 *
 * @param id unique among all documents
 * @param path the document, relative to the documents folder
 * @param version hash of the document's content
 * @param severity of the alert when a run fails
 * @param schedule when it is due; null when it is run on request only
 * @param policy how it keeps its due times
 * @param window how long a run may take; then it ends whatever is left to do. Null when there is no end
 * @param reviewBy when people should have read it again; null when the document does not say
 * @param appliesTo labels of the alerts that it helps with
 */
public record Procedure(
        String id,
        String title,
        Kind kind,
        String path,
        String version,
        String owner,
        Severity severity,
        @Nullable CronSchedule schedule,
        SchedulePolicy policy,
        @Nullable Duration window,
        @Nullable LocalDate reviewBy,
        List<String> tags,
        Map<String, String> appliesTo,
        List<Step> steps) {

    public Procedure {
        Require.text(id, "id");
        Require.text(title, "title");
        requireNonNull(kind, "kind");
        Require.text(path, "path");
        Require.text(version, "version");
        requireNonNull(owner, "owner");
        requireNonNull(severity, "severity");
        tags = List.copyOf(tags);
        appliesTo = Map.copyOf(appliesTo);
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a procedure needs a step");
        }
    }
}
