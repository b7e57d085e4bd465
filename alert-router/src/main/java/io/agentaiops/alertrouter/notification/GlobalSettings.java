package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.notification.http.HttpSettings;
import io.agentaiops.alertrouter.notification.http.HttpSettings.TlsSettings;
import io.agentaiops.alertrouter.notification.http.HttpSettingsParser;
import io.agentaiops.alertrouter.notification.template.AlertTemplates;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code global} of alertmanager.yml: what channels fall back to.
 *
 * @param resolveTimeout after how long an alert that nobody repeats counts as over
 * @param smtp settings of mail
 * @param http how requests are made
 * @param texts addresses and keys by their names; secret
 * @param templates the templates that settings may use
 */
public record GlobalSettings(
        Duration resolveTimeout, Smtp smtp, HttpSettings http, Map<String, String> texts, AlertTemplates templates) {

    private static final List<String> SECRETS = List.of(
            "slack_api_url",
            "slack_app_token",
            "slack_signing_secret",
            "opsgenie_api_key",
            "victorops_api_key",
            "telegram_bot_token",
            "rocketchat_token",
            "rocketchat_token_id",
            "mattermost_webhook_url",
            "wechat_api_secret");
    private static final List<String> PLAIN = List.of(
            "slack_app_url",
            "pagerduty_url",
            "opsgenie_api_url",
            "victorops_api_url",
            "telegram_api_url",
            "webex_api_url",
            "rocketchat_api_url",
            "jira_api_url",
            "wechat_api_url",
            "wechat_api_corp_id");

    /**
     * Settings of mail; every receiver may have its own.
     *
     * @param from sender
     * @param hello name given to the server
     * @param smarthost server as {@code host:port}
     * @param username user at the server
     * @param password password at the server
     * @param requireTls whether to refuse a server without STARTTLS
     * @param tls how the server is believed
     * @param implicitTls whether to speak TLS from the first byte; null: on port 465
     */
    public record Smtp(
            @Nullable String from,
            String hello,
            @Nullable String smarthost,
            @Nullable String username,
            @Nullable String password,
            boolean requireTls,
            @Nullable Boolean implicitTls,
            TlsSettings tls) {

        @Override
        public String toString() {
            return "Smtp[" + smarthost + "]";
        }
    }

    public static final GlobalSettings DEFAULT = new GlobalSettings(
            Duration.ofMinutes(5),
            new Smtp(null, "localhost", null, null, null, true, null, TlsSettings.DEFAULT),
            HttpSettings.DEFAULT,
            Map.of(),
            AlertTemplates.DEFAULT);

    public GlobalSettings {
        texts = Map.copyOf(texts);
    }

    /** Reads the section. */
    public static GlobalSettings read(YamlMap global) {
        Map<String, String> texts = new HashMap<>();
        SECRETS.forEach(key -> global.secret(key).ifPresent(text -> texts.put(key, text)));
        PLAIN.forEach(key -> global.text(key).ifPresent(text -> texts.put(key, text)));
        global.refuseUnsupported("smtp_auth_secret", "smtp_auth_secret_file", "smtp_auth_identity");
        GlobalSettings read = new GlobalSettings(
                global.duration("resolve_timeout", DEFAULT.resolveTimeout()),
                smtp(global),
                HttpSettingsParser.read(global, HttpSettings.DEFAULT),
                texts,
                AlertTemplates.DEFAULT);
        global.finish();
        return read;
    }

    private static Smtp smtp(YamlMap global) {
        return new Smtp(
                global.text("smtp_from").orElse(null),
                global.text("smtp_hello", "localhost"),
                global.text("smtp_smarthost").orElse(null),
                global.text("smtp_auth_username").orElse(null),
                global.secret("smtp_auth_password").orElse(null),
                global.flag("smtp_require_tls", true),
                global.has("smtp_force_implicit_tls") ? global.flag("smtp_force_implicit_tls", false) : null,
                global.map("smtp_tls_config").map(HttpSettingsParser::tls).orElse(TlsSettings.DEFAULT));
    }

    /** The same with these templates. */
    public GlobalSettings with(AlertTemplates all) {
        return new GlobalSettings(resolveTimeout, smtp, http, texts, all);
    }

    /** What the entry says under {@code key}, or in the file that {@code key_file} names, else what stands here. */
    public Optional<String> secret(YamlMap settings, String key, String globalKey) {
        return settings.secret(key).or(() -> Optional.ofNullable(texts.get(globalKey)));
    }

    /** As {@link #secret}; refused when it stands nowhere. */
    public String needed(YamlMap settings, String key, String globalKey) {
        return secret(settings, key, globalKey)
                .orElseThrow(() -> settings.refuse(key, "is needed, here or as " + globalKey + " under global"));
    }

    /** An address from the entry, else from here, else the usual one. */
    public URI url(YamlMap settings, String key, String globalKey, String usual) {
        String text = secret(settings, key, globalKey).orElse(usual);
        try {
            return HttpDelivery.url(text);
        } catch (IllegalArgumentException e) {
            throw settings.refuse(key, "must be an http or https address");
        }
    }

    @Override
    public String toString() {
        return "GlobalSettings[resolveTimeout=" + resolveTimeout + ", smtp=" + smtp + "]";
    }
}
