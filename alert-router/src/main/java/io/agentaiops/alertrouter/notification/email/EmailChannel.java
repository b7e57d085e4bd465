package io.agentaiops.alertrouter.notification.email;

import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.yaml.YamlMap;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code email_configs}: mail over SMTP, with a server of its own for each receiver if need be. */
@ApplicationScoped
public class EmailChannel implements Channel {

    private static final int IMPLICIT_TLS_PORT = 465;

    private final Vertx vertx;

    EmailChannel(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Integration read(YamlMap settings, GlobalSettings global) {
        GlobalSettings.Smtp smtp = global.smtp();
        String[] smarthost = smarthost(settings, smtp);
        int port = Integer.parseInt(smarthost[1]);
        Boolean implicit = settings.has("force_implicit_tls")
                ? Boolean.valueOf(settings.flag("force_implicit_tls", false))
                : smtp.implicitTls();
        return new EmailIntegration(
                vertx,
                new EmailSettings(
                        addresses(settings),
                        needed(settings, "from", smtp.from(), "smtp_from"),
                        smarthost[0],
                        port,
                        settings.text("hello", smtp.hello()),
                        settings.text("auth_username").orElse(smtp.username()),
                        settings.secret("auth_password").orElse(smtp.password()),
                        settings.flag("require_tls", smtp.requireTls()),
                        implicit == null ? port == IMPLICIT_TLS_PORT : implicit,
                        settings.map("tls_config").map(EmailChannel::trustAll).orElse(false),
                        settings.map("headers").map(YamlMap::allTexts).orElse(new LinkedHashMap<>()),
                        settings.flag("send_resolved", false)));
    }

    private static List<String> addresses(YamlMap settings) {
        List<String> addresses = Arrays.stream(settings.requiredText("to").split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        if (addresses.isEmpty() || addresses.stream().anyMatch(address -> !address.contains("@"))) {
            throw settings.refuse("to", "must be one or more mail addresses, with commas between them");
        }
        return addresses;
    }

    private static String[] smarthost(YamlMap settings, GlobalSettings.Smtp smtp) {
        String text = needed(settings, "smarthost", smtp.smarthost(), "smtp_smarthost");
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw settings.refuse("smarthost", "must be host:port, but is " + text);
        }
        return new String[] {text.substring(0, colon), text.substring(colon + 1)};
    }

    private static String needed(YamlMap settings, String key, @Nullable String otherwise, String globalKey) {
        return settings.text(key)
                .or(() -> Optional.ofNullable(otherwise))
                .orElseThrow(() -> settings.refuse(key, "is needed, here or as " + globalKey + " under global"));
    }

    private static boolean trustAll(YamlMap tls) {
        boolean trustAll = tls.flag("insecure_skip_verify", false);
        tls.finish();
        return trustAll;
    }

    /** Header names that the message sets by itself. */
    static Map<String, String> ownHeaders(Map<String, String> headers) {
        Map<String, String> own = new LinkedHashMap<>(headers);
        own.keySet().removeIf(name -> name.equalsIgnoreCase("Subject"));
        return own;
    }
}
