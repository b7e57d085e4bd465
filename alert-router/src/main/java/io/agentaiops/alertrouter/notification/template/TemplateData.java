package io.agentaiops.alertrouter.notification.template;

import io.agentaiops.alertrouter.gotemplate.GoObject;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notification as templates see it: Alertmanager's {@code template.Data}. */
final class TemplateData implements GoObject {

    private final Notification notification;
    private final Alerts alerts;

    TemplateData(Notification notification) {
        this.notification = notification;
        this.alerts = new Alerts(
                notification.message().alerts().stream().map(One::new).toList());
    }

    @Override
    public @Nullable Member member(String name, List<@Nullable Object> arguments) {
        Message message = notification.message();
        return switch (name) {
            case "Receiver" -> new Member(message.receiver());
            case "Status" -> new Member(message.status());
            case "Alerts" -> new Member(alerts);
            case "GroupLabels" -> new Member(new Kv(message.groupLabels().values()));
            case "CommonLabels" -> new Member(new Kv(message.commonLabels().values()));
            case "CommonAnnotations" -> new Member(new Kv(message.commonAnnotations()));
            case "RouteLabels" -> new Member(new Kv(message.routeLabels()));
            case "ExternalURL" -> new Member(notification.externalUrl());
            case "NotificationReason" -> new Member(message.reason().text());
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "{" + notification.message().receiver() + " "
                + notification.message().status() + "}";
    }

    /** Alerts, as a list that can be divided. */
    private static final class Alerts extends ArrayList<One> implements GoObject {

        private static final long serialVersionUID = 1L;

        Alerts(Collection<One> alerts) {
            super(alerts);
        }

        @Override
        public @Nullable Member member(String name, List<@Nullable Object> arguments) {
            return switch (name) {
                case "Firing" -> new Member(only(false));
                case "Resolved" -> new Member(only(true));
                default -> null;
            };
        }

        private Alerts only(boolean resolved) {
            return new Alerts(
                    stream().filter(one -> one.item.resolved() == resolved).toList());
        }
    }

    /** One alert. */
    record One(Message.Item item) implements GoObject {

        @Override
        public @Nullable Member member(String name, List<@Nullable Object> arguments) {
            return switch (name) {
                case "Status" -> new Member(item.resolved() ? "resolved" : "firing");
                case "Labels" -> new Member(new Kv(item.labels().values()));
                case "Annotations" -> new Member(new Kv(item.annotations()));
                case "StartsAt" -> new Member(new GoTime(item.startsAt(), ZoneOffset.UTC));
                case "EndsAt" -> new Member(new GoTime(item.resolved() ? item.endsAt() : GoTime.ZERO, ZoneOffset.UTC));
                case "GeneratorURL" -> new Member(item.generatorUrl());
                case "Fingerprint" -> new Member(item.fingerprint());
                default -> null;
            };
        }

        /** For {@code toJson}. */
        Map<String, Object> plain() {
            return Map.of(
                    "status", item.resolved() ? "resolved" : "firing",
                    "labels", item.labels().values(),
                    "annotations", item.annotations(),
                    "startsAt", item.startsAt().toString(),
                    "endsAt", (item.resolved() ? item.endsAt() : GoTime.ZERO).toString(),
                    "generatorURL", item.generatorUrl(),
                    "fingerprint", item.fingerprint());
        }

        @Override
        public String toString() {
            return "{" + (item.resolved() ? "resolved" : "firing") + " " + item.labels() + "}";
        }
    }
}
