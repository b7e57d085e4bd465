package io.agentaiops.alertrouter.notification.sms;

import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.HttpDelivery;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * {@code sms_configs}, ours: text messages through Twilio or a gateway that takes the same form. Whatever the routes
 * say, only critical alerts are sent, unless {@code severity} names another one.
 */
@ApplicationScoped
public class SmsChannel implements Channel {

    private final HttpDelivery http;

    SmsChannel(HttpDelivery http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public Integration read(YamlMap settings, GlobalSettings global) {
        String account = settings.requiredText("account");
        settings.requiredText("url");
        List<String> numbers = settings.texts("to");
        if (numbers.isEmpty()) {
            throw settings.refuse("to", "needs a phone number or a list of them");
        }
        return new SmsIntegration(
                http,
                new SmsSettings(
                        settings.convert("url", text -> HttpDelivery.url(text.replace("{account}", account)))
                                .orElseThrow(),
                        account,
                        settings.secret("token").orElseThrow(() -> settings.refuse("token", "is needed")),
                        settings.requiredText("from"),
                        numbers,
                        settings.text("severity", "critical"),
                        settings.flag("send_resolved", false)));
    }
}
