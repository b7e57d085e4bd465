package io.agentaiops.eventbus.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks in a log like what was thrown, without secrets and personal data in its message and in those of its causes. */
final class RedactedThrowable extends Throwable {

    private static final long serialVersionUID = 1;

    private final String text;

    private RedactedThrowable(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(text, cause);
        this.text = text;
        setStackTrace(trace);
    }

    /** What stands for it. */
    static Throwable of(Throwable thrown, UnaryOperator<String> redaction) {
        return of(thrown, redaction, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static RedactedThrowable of(Throwable thrown, UnaryOperator<String> redaction, Set<Throwable> seen) {
        seen.add(thrown);
        Throwable cause = thrown.getCause();
        RedactedThrowable redacted = new RedactedThrowable(
                redaction.apply(thrown.toString()),
                cause == null || seen.contains(cause) ? null : of(cause, redaction, seen),
                thrown.getStackTrace());
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                redacted.addSuppressed(of(suppressed, redaction, seen));
            }
        }
        return redacted;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // begins with the class that it stands for, and not with its own
    public String toString() {
        return text;
    }
}
