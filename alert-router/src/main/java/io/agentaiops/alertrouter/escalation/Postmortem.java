package io.agentaiops.alertrouter.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The draft of an incident report: what the platform knows, and the questions that only people can answer. Pure. */
final class Postmortem {

    private Postmortem() {}

    /** Markdown; texts of people and alerts are put down as they are, on one line, and without effect as Markdown. */
    static String draft(
            Incident incident, List<IncidentAlert> alerts, List<Entry> entries, List<Incident> before, Instant now) {
        Instant closedAt = incident.closedAt();
        Instant end = closedAt == null ? now : closedAt;
        return """
                # Incident: %s

                Draft of %s, made from the time line of incident %s. What is in brackets is to be filled in.

                | | |
                | --- | --- |
                | Began | %s |
                | Ended | %s |
                | Lasted | %s |
                | Acknowledged | %s |
                | Levels told | %d |
                | Worked on it | %s |

                ## Summary

                [What did users notice? One paragraph.]

                ## Alerts

                %s

                ## Time line

                | When | What | Who | |
                | --- | --- | --- | --- |
                %s

                ## Earlier incidents of this kind

                %s

                ## Cause

                [What was it, and how do we know?]

                ## What went well, what did not

                [...]

                ## What we change

                | What | Who | Until |
                | --- | --- | --- |
                | [...] | | |
                """.formatted(
                        plain(incident.title()),
                        now,
                        incident.id(),
                        incident.openedAt(),
                        closedAt == null ? "it lasts" : closedAt.toString(),
                        lasted(Duration.between(incident.openedAt(), end)),
                        acknowledged(incident, entries),
                        incident.level(),
                        incident.owner().isEmpty() ? "nobody took it" : plain(incident.owner()),
                        alerts.stream()
                                .map(alert -> "- " + plain(alert.labels().toString()) + ": " + plain(alert.headline()))
                                .collect(Collectors.joining("\n")),
                        entries.stream().map(Postmortem::row).collect(Collectors.joining("\n")),
                        before.isEmpty()
                                ? "None that is known."
                                : before.stream().map(Postmortem::earlier).collect(Collectors.joining("\n")));
    }

    private static String row(Entry entry) {
        return "| %s | %s | %s | %s |".formatted(entry.at(), entry.kind(), plain(entry.by()), plain(entry.text()));
    }

    private static String earlier(Incident incident) {
        return "- %s, %s".formatted(incident.openedAt(), incident.id());
    }

    private static String acknowledged(Incident incident, List<Entry> entries) {
        Optional<Entry> first = entries.stream()
                .filter(entry -> entry.kind().equals("acknowledged"))
                .findFirst();
        return first.map(entry -> "after " + lasted(Duration.between(incident.openedAt(), entry.at())) + " by "
                        + plain(entry.by()))
                .orElse("never");
    }

    private static String lasted(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ")
                .replaceAll("([\\\\|<>`*_\\[\\]])", "\\\\$1")
                .strip();
    }
}
