package io.agentaiops.alertrouter.notification.http;

import io.agentaiops.alertrouter.notification.http.HttpSettings.Oauth2;
import io.agentaiops.alertrouter.notification.http.HttpSettings.TlsSettings;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code http_config} and {@code tls_config}. */
public final class HttpSettingsParser {

    private HttpSettingsParser() {}

    /** The entry's own {@code http_config}, else what is given. */
    public static HttpSettings read(YamlMap settings, HttpSettings otherwise) {
        return settings.map("http_config").map(HttpSettingsParser::http).orElse(otherwise);
    }

    private static HttpSettings http(YamlMap http) {
        Map<String, String> headers = new LinkedHashMap<>();
        http.map("http_headers").ifPresent(section -> headers(section, headers));
        Optional<String> authorization = http.map("authorization").map(HttpSettingsParser::authorization);
        Optional<String> basic = http.map("basic_auth").map(HttpSettingsParser::basic);
        Optional<String> bearer = http.secret("bearer_token").map(token -> "Bearer " + token);
        Optional<Oauth2> oauth2 = http.map("oauth2").map(HttpSettingsParser::oauth2);
        long ways = authorization.stream().count()
                + basic.stream().count()
                + bearer.stream().count()
                + oauth2.stream().count();
        if (ways > 1) {
            throw http.refuse(
                    "basic_auth", "at most one of basic_auth, authorization, bearer_token and oauth2 may be given");
        }
        authorization.or(() -> basic).or(() -> bearer).ifPresent(value -> headers.put("Authorization", value));
        HttpSettings read = new HttpSettings(
                headers,
                oauth2.orElse(null),
                proxy(http),
                http.flag("follow_redirects", true),
                http.flag("enable_http2", false),
                http.map("tls_config").map(HttpSettingsParser::tls).orElse(TlsSettings.DEFAULT));
        http.finish();
        return read;
    }

    private static void headers(YamlMap section, Map<String, String> headers) {
        for (String name : section.keys()) {
            YamlMap header = section.map(name).orElseThrow(() -> section.refuse(name, "needs values or secrets"));
            header.texts("values").forEach(value -> headers.put(name, value));
            header.texts("secrets").forEach(value -> headers.put(name, value));
            header.refuseUnsupported("files");
            header.finish();
        }
    }

    private static String authorization(YamlMap section) {
        String value = section.text("type", "Bearer") + " "
                + section.secret("credentials").orElseThrow(() -> section.refuse("credentials", "is needed"));
        section.finish();
        return value;
    }

    private static String basic(YamlMap section) {
        String pair = section.secret("username").orElse("") + ":"
                + section.secret("password").orElse("");
        section.finish();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Oauth2 oauth2(YamlMap section) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", section.requiredText("client_id"));
        form.put("client_secret", section.secret("client_secret").orElse(""));
        if (section.has("scopes")) {
            form.put("scope", String.join(" ", section.texts("scopes")));
        }
        section.map("endpoint_params").ifPresent(more -> form.putAll(more.allTexts()));
        section.refuseUnsupported(
                "tls_config", "proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header");
        URI url = url(section, "token_url", section.requiredText("token_url"));
        section.finish();
        return new Oauth2(url, form);
    }

    private static @Nullable URI proxy(YamlMap http) {
        http.refuseUnsupported("no_proxy", "proxy_connect_header");
        if (http.flag("proxy_from_environment", false)) {
            throw http.refuse("proxy_from_environment", "is not supported; name the proxy in proxy_url");
        }
        return http.text("proxy_url").map(text -> url(http, "proxy_url", text)).orElse(null);
    }

    /** Reads {@code tls_config}; the name of the server is always the one that is asked. */
    public static TlsSettings tls(YamlMap tls) {
        tls.refuseUnsupported("server_name", "max_version");
        tls.text("min_version")
                .filter(version -> !version.equals("TLS12") && !version.equals("TLS13"))
                .ifPresent(old -> {
                    throw tls.refuse("min_version", "must be TLS12 or TLS13, but is " + old);
                });
        TlsSettings read = new TlsSettings(
                tls.secret("ca").orElse(null),
                tls.secret("cert").orElse(null),
                tls.secret("key").orElse(null),
                tls.flag("insecure_skip_verify", false));
        if ((read.certificate() == null) != (read.key() == null)) {
            throw tls.refuse("cert_file", "and key_file must stand together");
        }
        tls.finish();
        return read;
    }

    private static URI url(YamlMap section, String key, String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw section.refuse(key, "is not an address: " + e.getMessage());
        }
        throw section.refuse(key, "must be an http or https address");
    }
}
