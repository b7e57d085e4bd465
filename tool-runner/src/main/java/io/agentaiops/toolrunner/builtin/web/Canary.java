package io.agentaiops.toolrunner.builtin.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A question with a known answer.
 *
 * @param question what is asked
 * @param host where the answer is, or a part of it, such as {@code postgresql.org}
 */
record Canary(String question, String host) {

    /** As configured: {@code question => host}. */
    static Canary of(String text) {
        String[] parts = text.split("=>", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "aiops.web.canaries: '" + text + "' is not of the form: question => host");
        }
        return new Canary(parts[0].strip(), parts[1].strip().toLowerCase(Locale.ROOT));
    }

    /** One divided by the rank of the expected host; 0 when it is not there. */
    double score(List<SearchHit> hits) {
        for (int i = 0; i < hits.size(); i++) {
            if (isExpected(hits.get(i).url())) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private boolean isExpected(String url) {
        try {
            String found = URI.create(url).getHost();
            return found != null && ("." + found.toLowerCase(Locale.ROOT)).endsWith("." + host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
