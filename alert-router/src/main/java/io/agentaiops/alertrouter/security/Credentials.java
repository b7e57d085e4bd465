package io.agentaiops.alertrouter.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the API key in an {@code Authorization} header. */
final class Credentials {

    private static final Pattern TOKEN = Pattern.compile("eyJ[^.]*\\.[^.]*\\.[^.]*");

    private Credentials() {}

    /** The key: a bearer value that is no JSON Web Token, or the password of HTTP Basic with any user. */
    static Optional<String> key(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            String value = header.substring(7).strip();
            return value.isEmpty() || TOKEN.matcher(value).matches() ? Optional.empty() : Optional.of(value);
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.of(password(header.substring(6).strip()));
        }
        return Optional.empty();
    }

    /** Empty, and so refused, when the value is not what it should be. */
    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? "" : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
