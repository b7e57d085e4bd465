package io.agentaiops.alertrouter.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agentaiops.alertrouter.gotemplate.TemplateError;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A way that is one HTTP request for each notification. */
public final class HttpIntegration implements Integration {

    /** Makes the request; may throw {@link TemplateError} for what can't do without its template. */
    @FunctionalInterface
    public interface Request {
        HttpDelivery.Post of(Notification notification) throws JsonProcessingException;
    }

    private final HttpDelivery http;
    private final boolean sendsResolved;
    private final Request request;
    private final HttpDelivery.BodyCheck check;

    public HttpIntegration(HttpDelivery http, boolean sendsResolved, Request request, HttpDelivery.BodyCheck check) {
        this.http = http;
        this.sendsResolved = sendsResolved;
        this.request = request;
        this.check = check;
    }

    /** One that takes any 2xx as delivered. */
    public HttpIntegration(HttpDelivery http, boolean sendsResolved, Request request) {
        this(http, sendsResolved, request, body -> null);
    }

    @Override
    public boolean sendsResolved() {
        return sendsResolved;
    }

    @Override
    public Delivery deliver(Notification notification) {
        try {
            return http.post(notification, request.of(notification), check);
        } catch (TemplateError | IllegalArgumentException e) {
            return new Delivery.Impossible(String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the group at the other side, so that it knows what the end of it ends: SHA-256 of the group's key. */
    public static String groupId(Notification notification) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(notification.message().groupKey().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cut to that many characters, with a sign that it was. */
    public static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
