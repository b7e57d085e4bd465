package io.agentaiops.alertrouter.notification.sms;

import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text messages to one number, by the first provider that takes it. */
final class SmsIntegration implements Integration {

    private static final int LONGEST = 320;
    private static final Duration ALL = Duration.ofSeconds(24);

    private final HttpDelivery http;
    private final SmsSettings settings;

    SmsIntegration(HttpDelivery http, SmsSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    @Override
    public boolean sendsResolved() {
        return settings.sendResolved();
    }

    @Override
    public boolean takes(Message.Item alert) {
        return alert.severity().equals(settings.severity());
    }

    @Override
    public boolean takesUpdates() {
        return false;
    }

    @Override
    public Duration bundle() {
        return settings.bundle();
    }

    @Override
    public Delivery deliver(Notification notification) {
        return deliver(List.of(notification));
    }

    @Override
    public Delivery deliver(List<Notification> bundle) {
        String text = bundle.size() == 1 ? text(bundle.getFirst()) : together(bundle);
        return byAnyProvider(
                bundle.getFirst(), text, ALL.dividedBy(settings.providers().size()));
    }

    /** One provider after the other; refused for good only when all of them refuse for good. */
    private Delivery byAnyProvider(Notification notification, String text, Duration timeout) {
        List<String> reasons = new ArrayList<>();
        boolean hope = false;
        boolean unheard = false;
        for (SmsProvider provider : settings.providers()) {
            switch (http.post(notification, provider.post(settings.to(), text, timeout))) {
                case Delivery.Delivered delivered -> {
                    return delivered;
                }
                case Delivery.Failed failed -> {
                    hope = true;
                    unheard |= failed.maybeDelivered();
                    reasons.add(provider + ": " + failed.reason());
                }
                case Delivery.Impossible impossible -> reasons.add(provider + ": " + impossible.reason());
            }
        }
        String reason = String.join("; ", reasons);
        return hope ? new Delivery.Failed(reason, Duration.ZERO, unheard) : new Delivery.Impossible(reason);
    }

    private static String text(Notification notification) {
        Message message = notification.message();
        return cut(notification.title() + ": " + message.text(message.alerts().getFirst()));
    }

    private static String together(List<Notification> bundle) {
        return cut(bundle.size() + " messages: "
                + bundle.stream().map(Notification::title).collect(Collectors.joining("; ")));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
