package io.agentaiops.alertrouter.notification.sms;

import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sms_configs}, ours: text messages through Twilio, or a gateway that takes the same form or a JSON body of one's own
 * making; when one provider fails, the next. Each number is a way of its own. Whatever the routes say, only critical alerts are sent, unless
 * {@code severity} names another one.
 */
@ApplicationScoped
public class SmsChannel implements Channel {

    private static final Duration LONGEST_BUNDLE = Duration.ofMinutes(2);

    private final HttpDelivery http;

    SmsChannel(HttpDelivery http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public List<Integration> read(YamlMap settings, GlobalSettings global) {
        List<String> numbers = settings.texts("to");
        if (numbers.isEmpty()) {
            throw settings.refuse("to", "needs a phone number or a list of them");
        }
        Duration bundle = settings.duration("bundle", Duration.ZERO);
        if (bundle.compareTo(LONGEST_BUNDLE) > 0) {
            throw settings.refuse("bundle", "must be at most 2m");
        }
        List<SmsProvider> providers = providers(settings, global);
        String severity = settings.text("severity", "critical");
        boolean resolved = settings.flag("send_resolved", false);
        return numbers.stream()
                .<Integration>map(number ->
                        new SmsIntegration(http, new SmsSettings(providers, number, severity, resolved, bundle)))
                .toList();
    }

    /** Those of the list, or the one whose settings stand beside {@code to}. */
    private static List<SmsProvider> providers(YamlMap settings, GlobalSettings global) {
        List<SmsProvider> providers = new ArrayList<>();
        for (YamlMap entry : settings.maps("providers")) {
            providers.add(provider(entry, global));
            entry.finish();
        }
        if (providers.isEmpty()) {
            return List.of(provider(settings, global));
        }
        if (settings.has("url")) {
            throw settings.refuse("url", "must not stand beside providers");
        }
        return providers;
    }

    private static SmsProvider provider(YamlMap entry, GlobalSettings global) {
        entry.requiredText("url");
        @Nullable String body = entry.text("body").orElse(null);
        if (body != null && !(body.contains("${to}") && body.contains("${text}"))) {
            throw entry.refuse("body", "must hold ${to} and ${text}");
        }
        @Nullable String account = entry.text("account").orElse(null);
        @Nullable String token = entry.secret("token").orElse(null);
        if (body == null && (account == null || token == null)) {
            throw entry.refuse(account == null ? "account" : "token", "is needed, unless there is a body");
        }
        String user = account == null ? "" : account;
        URI url = entry.convert("url", text -> HttpDelivery.url(text.replace("{account}", user)))
                .orElseThrow();
        return new SmsProvider(
                url, account, token, entry.requiredText("from"), body, HttpSettingsParser.read(entry, global.http()));
    }
}
