package io.agentaiops.eventbus;

import io.agentaiops.eventbus.redaction.Finding;
import io.agentaiops.eventbus.redaction.Scan;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Finds and hides secrets and personal data in text before it reaches logs, audit or the bus. Errs on the side of
 * hiding. Host names and IP addresses stay: operations cannot be done without them.
 *
 * <p>Types: {@code private-key}, {@code jwt}, {@code api-key}, {@code credential} (passwords, tokens, cookies, hashes of
 * passwords), {@code email}, {@code phone}, {@code address} (postal), {@code card}, {@code iban}, {@code national-id},
 * {@code birth-date}.
 */
public final class Redactor {

    private Redactor() {}

    /** The text with everything that was found replaced by {@code [type]}. */
    public static String redact(String text) {
        return redact(text, (type, value) -> '[' + type + ']');
    }

    /**
     * The text with something else in the place of everything that was found.
     *
     * @param standIn gives what takes the place, from the type and the text that was found
     */
    public static String redact(String text, BinaryOperator<String> standIn) {
        List<Finding> found = find(text);
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : found) {
            String value = text.substring(finding.start(), finding.end());
            out.append(text, from, finding.start()).append(standIn.apply(finding.type(), value));
            from = finding.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** What is in the text, by position, without overlaps. */
    public static List<Finding> find(String text) {
        return Scan.of(text);
    }
}
