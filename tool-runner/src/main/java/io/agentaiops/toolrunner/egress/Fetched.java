package io.agentaiops.toolrunner.egress;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back. */
public final class Fetched {

    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

    private final URI uri;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean cut;

    Fetched(URI uri, int status, Map<String, String> headers, byte[] body, boolean cut) {
        this.uri = uri;
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
        this.cut = cut;
    }

    /** Where it was found in the end. */
    public URI uri() {
        return uri;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** Whether the body was longer than what was read of it. */
    public boolean cut() {
        return cut;
    }

    /** How many bytes of the body were read. */
    public int size() {
        return body.length;
    }

    /** The body, as far as it was read. */
    public InputStream content() {
        return new ByteArrayInputStream(body);
    }

    /** A header by its lower-case name, the first of each, if there is one. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The media type without its parameters, in lower case; empty when none is named. */
    public String mediaType() {
        return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The charset that the server names, if it names one that exists. */
    public Optional<Charset> charset() {
        Matcher matcher = CHARSET.matcher(header("content-type").orElse(""));
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(matcher.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** The body as text. */
    public String text() {
        return new String(body, charset().orElse(StandardCharsets.UTF_8));
    }
}
