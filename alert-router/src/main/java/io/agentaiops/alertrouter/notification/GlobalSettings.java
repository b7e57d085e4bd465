package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code global} of alertmanager.yml: what channels fall back to.
 *
 * @param resolveTimeout after how long an alert that nobody repeats counts as over
 * @param smtp settings of mail
 * @param slackApiUrl where Slack takes messages
 */
public record GlobalSettings(
        Duration resolveTimeout, Smtp smtp, @Nullable String slackApiUrl) {

    /**
     * Settings of mail; every receiver may have its own.
     *
     * @param from sender
     * @param hello name given to the server
     * @param smarthost server as {@code host:port}
     * @param username user at the server
     * @param password password at the server
     * @param requireTls whether to refuse a server without STARTTLS
     * @param implicitTls whether to speak TLS from the first byte; null: on port 465
     */
    public record Smtp(
            @Nullable String from,
            String hello,
            @Nullable String smarthost,
            @Nullable String username,
            @Nullable String password,
            boolean requireTls,
            @Nullable Boolean implicitTls) {

        @Override
        public String toString() {
            return "Smtp[" + smarthost + "]";
        }
    }

    public static final GlobalSettings DEFAULT =
            new GlobalSettings(Duration.ofMinutes(5), new Smtp(null, "localhost", null, null, null, true, null), null);

    /** Reads the section. */
    public static GlobalSettings read(YamlMap global) {
        GlobalSettings read = new GlobalSettings(
                global.duration("resolve_timeout", DEFAULT.resolveTimeout()),
                new Smtp(
                        global.text("smtp_from").orElse(null),
                        global.text("smtp_hello", "localhost"),
                        global.text("smtp_smarthost").orElse(null),
                        global.text("smtp_auth_username").orElse(null),
                        global.secret("smtp_auth_password").orElse(null),
                        global.flag("smtp_require_tls", true),
                        global.has("smtp_force_implicit_tls") ? global.flag("smtp_force_implicit_tls", false) : null),
                global.secret("slack_api_url").orElse(null));
        global.finish();
        return read;
    }

    @Override
    public String toString() {
        return "GlobalSettings[resolveTimeout=" + resolveTimeout + ", smtp=" + smtp + "]";
    }
}
