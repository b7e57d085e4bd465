package io.agentaiops.toolrunner.egress;

import java.net.URI;
import java.util.Optional;

/** A URL that a caller gave, judged by its text; its host is judged when it is looked up. */
public sealed interface CheckedUrl {

    /** It may be asked for. */
    record Fine(URI uri) implements CheckedUrl {}

    /** It may not, or is none. */
    record Refused(String reason) implements CheckedUrl {}

    /** Judges a text under a rule. */
    static CheckedUrl of(String text, EgressRule rule) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return new Refused("'" + text + "' is not a URL");
        }
        Optional<String> refusal = rule.refusal(uri);
        return refusal.isPresent() ? new Refused(refusal.get()) : new Fine(uri);
    }
}
