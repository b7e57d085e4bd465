package io.agentaiops.toolrunner.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be fetched.
 *
 * @param method {@code GET}, {@code HEAD} or {@code POST}
 * @param uri from where
 * @param headers sent besides those that every request has; to the first host only
 * @param form sent as {@code application/x-www-form-urlencoded}; null for no body
 * @param maxBytes the most that is read of the body, after decompression
 * @param timeout the time for all of it, redirects included
 * @param redirects how many are followed
 */
public record Fetch(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable Map<String, String> form,
        int maxBytes,
        Duration timeout,
        int redirects) {

    public Fetch {
        headers = Map.copyOf(headers);
        form = form == null ? null : Map.copyOf(form);
    }

    /** A page, wherever it has moved. */
    public static Fetch page(URI uri, int maxBytes, Duration timeout) {
        return new Fetch("GET", uri, Map.of(), null, maxBytes, timeout, 5);
    }

    /** One answer of that very address. */
    public static Fetch get(URI uri, Map<String, String> headers, int maxBytes, Duration timeout) {
        return new Fetch("GET", uri, headers, null, maxBytes, timeout, 0);
    }

    /** A form. */
    public static Fetch post(URI uri, Map<String, String> form, int maxBytes, Duration timeout) {
        return new Fetch("POST", uri, Map.of(), form, maxBytes, timeout, 0);
    }
}
