package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two shapes of the protocol a request has. Up to 2025-11-25 a client shakes hands first; from 2026-07-28 on
 * every request says by itself, in {@code _meta} and in headers that must agree with the body, what it speaks.
 */
enum Era {
    LEGACY,
    MODERN;

    static final String NEWEST = "2026-07-28";
    static final List<String> LEGACY_VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");
    private static final String ENCODED = "=?base64?";
    private static final String ENCODED_END = "?=";

    /** The era of a request. */
    static Era of(Message.Request request, Function<String, @Nullable String> header) {
        boolean modern = request.params().path("_meta").has(VERSION)
                || NEWEST.equals(header.apply(VERSION_HEADER))
                || request.method().equals("server/discover");
        return modern ? MODERN : LEGACY;
    }

    /** Why a request of this era may not be looked at, if there is a reason. */
    Optional<Reply.Failure> refuses(Message.Request request, Function<String, @Nullable String> header) {
        return switch (this) {
            case LEGACY -> legacy(header.apply(VERSION_HEADER));
            case MODERN -> modern(request, header);
        };
    }

    private static Optional<Reply.Failure> legacy(@Nullable String version) {
        return version == null || LEGACY_VERSIONS.contains(version)
                ? Optional.empty()
                : Optional.of(unsupported(version));
    }

    private static Optional<Reply.Failure> modern(Message.Request request, Function<String, @Nullable String> header) {
        JsonNode version = request.meta(VERSION);
        if (!version.isTextual() || !request.meta(CAPABILITIES).isObject()) {
            return Optional.of(Reply.Failure.of(
                    400, Reply.Failure.INVALID_PARAMS, "_meta must hold " + VERSION + " and " + CAPABILITIES));
        }
        Optional<Reply.Failure> mismatch = mismatch(VERSION_HEADER, header.apply(VERSION_HEADER), version.asText())
                .or(() -> mismatch("Mcp-Method", header.apply("Mcp-Method"), request.method()))
                .or(() -> nameMismatch(request, header.apply("Mcp-Name")));
        if (mismatch.isPresent()) {
            return mismatch;
        }
        return version.asText().equals(NEWEST) ? Optional.empty() : Optional.of(unsupported(version.asText()));
    }

    private static Optional<Reply.Failure> nameMismatch(Message.Request request, @Nullable String header) {
        String field = NAMED.get(request.method());
        return field == null
                ? Optional.empty()
                : mismatch(
                        "Mcp-Name",
                        decoded(header),
                        request.params().path(field).asText(""));
    }

    private static Optional<Reply.Failure> mismatch(String name, @Nullable String header, String body) {
        if (body.equals(header)) {
            return Optional.empty();
        }
        String message = header == null
                ? "the header " + name + " is missing or cannot be read"
                : "the header " + name + " does not agree with the body";
        return Optional.of(Reply.Failure.of(400, Reply.Failure.HEADER_MISMATCH, message));
    }

    /** Values that are not plain ASCII come as {@code =?base64?…?=}. */
    private static @Nullable String decoded(@Nullable String header) {
        if (header == null || !header.startsWith(ENCODED) || !header.endsWith(ENCODED_END)) {
            return header;
        }
        try {
            String encoded = header.substring(ENCODED.length(), header.length() - ENCODED_END.length());
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Reply.Failure unsupported(String version) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("requested", version);
        ArrayNode supported = data.putArray("supported").add(NEWEST);
        LEGACY_VERSIONS.forEach(supported::add);
        return new Reply.Failure(
                400,
                Reply.Failure.UNSUPPORTED_VERSION,
                "the protocol version " + version + " is not spoken here",
                data);
    }
}
