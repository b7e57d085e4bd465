package io.agentaiops.agentgateway.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ollama did not do what was asked; the message says why, in words for people. */
public final class OllamaFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of failure, for those who decide what to try next. */
    public enum Kind {
        /** Nobody answers, or not in time. */
        UNREACHABLE,
        /** Its queue is full: the same may work in a moment. */
        BUSY,
        /** It does not hold the model. */
        MODEL_MISSING,
        /** The prompt does not fit into the context window. */
        TOO_LONG,
        /** It refused the request as it is. */
        REFUSED,
        /** It failed at its work, or broke off in the middle. */
        BROKE
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    OllamaFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    OllamaFailure(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** Its work broke off. */
    public static OllamaFailure brokeOff(String reason) {
        return new OllamaFailure(Kind.BROKE, reason);
    }

    /** The failure that a status and its message stand for. */
    static OllamaFailure of(int status, String error, @Nullable Duration retryAfter) {
        String message = "Ollama answered " + status + ": " + error;
        return new OllamaFailure(kind(status, error), message, retryAfter);
    }

    private static Kind kind(int status, String error) {
        String lower = error.toLowerCase(Locale.ROOT);
        boolean tooLong = lower.contains("context") && (lower.contains("exceed") || lower.contains("too long"));
        return switch (status) {
            case 503, 429 -> Kind.BUSY;
            case 404 -> Kind.MODEL_MISSING;
            default -> {
                if (tooLong) {
                    yield Kind.TOO_LONG;
                }
                yield status >= 500 ? Kind.BROKE : Kind.REFUSED;
            }
        };
    }

    /** What kind of failure. */
    public Kind kind() {
        return kind;
    }

    /** When Ollama wants to be asked again, if it said so. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The reason; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
