package io.agentaiops.alertrouter.notification.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code http_config}.
 *
 * @param headers headers of every request, authorization included; secret
 * @param oauth2 where a token is fetched for each request; null: none
 * @param proxy the proxy; null: none
 * @param followRedirects whether redirects are followed
 * @param http2 whether HTTP/2 is tried
 * @param tls how the other side is believed
 */
public record HttpSettings(
        Map<String, String> headers,
        @Nullable Oauth2 oauth2,
        @Nullable URI proxy,
        boolean followRedirects,
        boolean http2,
        TlsSettings tls) {

    /** What holds when nothing is said. */
    public static final HttpSettings DEFAULT = new HttpSettings(Map.of(), null, null, true, false, TlsSettings.DEFAULT);

    /**
     * The client credentials grant of RFC 6749.
     *
     * @param tokenUrl where tokens are given
     * @param form what is posted there; secret
     */
    public record Oauth2(URI tokenUrl, Map<String, String> form) {

        public Oauth2 {
            form = Map.copyOf(form);
        }

        @Override
        public String toString() {
            return "Oauth2[" + tokenUrl.getHost() + "]";
        }
    }

    /**
     * {@code tls_config}.
     *
     * @param ca certificates that are believed, as PEM; null: those of the system
     * @param certificate our own certificate, as PEM; null: none
     * @param key its key, as PEM; secret
     * @param insecure whether any certificate is believed
     */
    public record TlsSettings(
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable String key,
            boolean insecure) {

        public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, false);

        @Override
        public String toString() {
            return "TlsSettings[insecure=" + insecure + "]";
        }
    }

    public HttpSettings {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "HttpSettings[tls=" + tls + "]";
    }
}
