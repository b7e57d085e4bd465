package io.agentaiops.opsscheduler.report;

import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.StepRun;
import io.agentaiops.opsscheduler.run.StepState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a run has found, as a document for people who were not there: findings, what is open, and how the runs before went.
 *
 * @param run not ended: it is one of its steps that writes this
 */
record FindingsText(String title, Run run, Instant now) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    /** The steps that have ended. */
    List<StepRun> looked() {
        return run.steps().stream()
                .filter(step -> step.state().isEnded() && step.state() != StepState.SKIPPED)
                .toList();
    }

    /** Those that failed or wait for a person. */
    List<StepRun> open() {
        return looked().stream()
                .filter(step -> step.state().isFailure() || step.state() == StepState.OPEN)
                .toList();
    }

    String markdown(List<Run> earlier) {
        StringBuilder out = new StringBuilder("# ")
                .append(MarkdownText.inline(title))
                .append("\n\nAs *")
                .append(MarkdownText.inline(run.title()))
                .append("* found it on ")
                .append(MINUTE.format(now.atOffset(ZoneOffset.UTC)))
                .append(". Written anew by each run of `")
                .append(run.procedureId())
                .append("`; the evidence: `/api/v1/operations/")
                .append(run.id())
                .append("/report`.\n\n## Open\n\n");
        out.append(open().isEmpty() ? "Nothing.\n" : lines(open()));
        out.append("\n## Findings\n\n| | Verdict | What was found |\n| --- | --- | --- |\n");
        looked().forEach(step -> out.append("| ")
                .append(MarkdownText.inline(step.title()))
                .append(" | ")
                .append(step.state().text())
                .append(" | ")
                .append(MarkdownText.inline(step.summary()))
                .append(" |\n"));
        return earlier.isEmpty() ? out.toString() : out + history(earlier);
    }

    private static String lines(List<StepRun> steps) {
        return steps.stream()
                .map(step -> "- **" + MarkdownText.inline(step.title()) + "**: " + MarkdownText.inline(step.summary())
                        + "\n")
                .collect(Collectors.joining());
    }

    private static String history(List<Run> earlier) {
        StringBuilder out = new StringBuilder("\n## Runs before\n\n| | Verdict | Open |\n| --- | --- | --- |\n");
        for (Run past : earlier) {
            String open = past.steps().stream()
                    .filter(step -> step.state().isFailure())
                    .map(step -> MarkdownText.inline(step.title()))
                    .collect(Collectors.joining(", "));
            out.append("| ")
                    .append(DAY.format(past.createdAt().atOffset(ZoneOffset.UTC)))
                    .append(" | ")
                    .append(past.state().text())
                    .append(" | ")
                    .append(open)
                    .append(" |\n");
        }
        return out.toString();
    }
}
