package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What people are told: a group of alerts as it was when the notification was planned. Channels give it their form.
 *
 * @param receiver who is told
 * @param reason why now
 * @param groupKey the group
 * @param groupLabels what its alerts were grouped by
 * @param routeLabels the labels of the route that led here
 * @param alerts the alerts, those that fire first
 */
public record Message(
        String receiver,
        NotificationReason reason,
        String groupKey,
        Labels groupLabels,
        Map<String, String> routeLabels,
        List<Item> alerts) {

    /** What an analysis begins with that there is not; the reason follows. */
    public static final String NO_ANALYSIS = "No analysis: ";

    /**
     * One alert of the message.
     *
     * @param resolved whether it is over
     * @param labels its labels
     * @param annotations its annotations
     * @param startsAt since when
     * @param endsAt until when, if it is over
     * @param generatorUrl where it can be looked at
     * @param fingerprint its identity
     */
    public record Item(
            boolean resolved,
            Labels labels,
            Map<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            String generatorUrl,
            String fingerprint) {

        public Item {
            annotations = new TreeMap<>(annotations);
        }

        public static Item of(Alert alert, boolean resolved) {
            return new Item(
                    resolved,
                    alert.labels(),
                    alert.annotations(),
                    alert.startsAt(),
                    alert.endsAt(),
                    alert.generatorUrl(),
                    alert.fingerprint().value());
        }

        /** With what was found out about it; as it is when that is nothing. */
        public Item analysed(String found) {
            return found.isEmpty() || resolved ? this : with("analysis", found);
        }

        /** With who works on it. */
        public Item acknowledged(String by) {
            return with("acknowledged", "by " + by);
        }

        private Item with(String annotation, String text) {
            return with(Map.of(annotation, text));
        }

        /** With these annotations. */
        public Item with(Map<String, String> texts) {
            Map<String, String> more = new TreeMap<>(annotations);
            more.putAll(texts);
            return new Item(resolved, labels, more, startsAt, endsAt, generatorUrl, fingerprint);
        }

        public String severity() {
            return labels.get(Labels.SEVERITY);
        }

        /** The line that says it best: summary, else description, else the labels. */
        public String headline() {
            String summary = annotations.getOrDefault("summary", annotations.getOrDefault("description", ""));
            return summary.isEmpty() ? labels.toString() : summary;
        }
    }

    public Message {
        // Messages that were stored before routes had labels have none.
        routeLabels = routeLabels == null ? Map.of() : Map.copyOf(routeLabels);
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a message needs an alert");
        }
    }

    /** What was learnt about an alert, under the key by which the receiver was told of it. */
    public static Message update(String receiver, String groupKey, Labels groupLabels, Item alert) {
        return new Message(receiver, NotificationReason.UPDATE, groupKey, groupLabels, Map.of(), List.of(alert));
    }

    /** What somebody or a procedure wants to be said; no alert is behind it. The summary is its title. */
    public static Message onRequest(
            String receiver, String groupKey, Labels labels, Map<String, String> texts, Instant at) {
        Item item =
                new Item(false, labels, texts, at, at, "", labels.fingerprint().value());
        return new Message(
                receiver, NotificationReason.ON_REQUEST, groupKey, Labels.of(Map.of()), Map.of(), List.of(item));
    }

    public long firing() {
        return alerts.stream().filter(item -> !item.resolved()).count();
    }

    public boolean resolved() {
        return firing() == 0;
    }

    /** {@code firing} or {@code resolved}. */
    public String status() {
        return resolved() ? "resolved" : "firing";
    }

    public Labels commonLabels() {
        return alerts.stream().map(Item::labels).reduce(Labels::common).orElseThrow();
    }

    public Map<String, String> commonAnnotations() {
        Map<String, String> common = new TreeMap<>(alerts.getFirst().annotations());
        alerts.forEach(item -> common.entrySet().retainAll(item.annotations().entrySet()));
        return common;
    }

    /** The most severe of its alerts: critical, warning, info, or empty. */
    public String severity() {
        for (String severity : List.of("critical", "warning", "info")) {
            if (alerts.stream().anyMatch(item -> item.severity().equals(severity))) {
                return severity;
            }
        }
        return "";
    }

    /** The subject line, as Alertmanager's default template makes it: {@code [FIRING:2] HighCpuUsage (db1 warning)}. */
    public String title() {
        if (reason.isText()) {
            return alerts.getFirst().headline();
        }
        String word = reason == NotificationReason.ESCALATED ? "ESCALATED" : status().toUpperCase(Locale.ROOT);
        String status = word + (resolved() ? "" : ":" + firing());
        Map<String, String> rest = new TreeMap<>(commonLabels().values());
        rest.keySet().removeAll(groupLabels.values().keySet());
        String group = spaced(groupLabels.values().values());
        return "[" + status + "]" + (group.isEmpty() ? "" : " " + group)
                + (rest.isEmpty() ? "" : " (" + spaced(rest.values()) + ")");
    }

    /** What an alert of this message is called: RESOLVED, FIRING, or MESSAGE when it says something else. */
    public String word(Item item) {
        if (reason.isText()) {
            return "MESSAGE";
        }
        return item.resolved() ? "RESOLVED" : "FIRING";
    }

    /** The line or lines that say what it is about, beside the title. */
    public String text(Item item) {
        if (reason.isText()) {
            return item.annotations().getOrDefault("description", item.headline());
        }
        String analysis = item.annotations().getOrDefault("analysis", "");
        String acknowledged = item.annotations().getOrDefault("acknowledged", "");
        return item.headline()
                + (acknowledged.isEmpty() ? "" : " (acknowledged " + acknowledged + ")")
                + (analysis.isEmpty() ? "" : "\n" + said(analysis));
    }

    /** What the agent found, or why it found nothing, as a sentence. */
    public static String said(String analysis) {
        return analysis.startsWith(NO_ANALYSIS) ? analysis : "The agent says: " + analysis;
    }

    private static String spaced(Collection<String> values) {
        return values.stream().collect(Collectors.joining(" "));
    }

    /** The same message with these alerts only. */
    public Message with(List<Item> kept) {
        return new Message(receiver, reason, groupKey, groupLabels, routeLabels, kept);
    }
}
