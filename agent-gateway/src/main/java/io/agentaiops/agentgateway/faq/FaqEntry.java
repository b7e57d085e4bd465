package io.agentaiops.agentgateway.faq;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A frequent question with its answer.
 *
 * @param id the entry
 * @param state where it stands
 * @param question redacted
 * @param answer Markdown, redacted
 * @param asked how often it had been asked when it was proposed
 * @param documentId the document that it became
 * @param decidedBy who decided on it
 * @param changedAt when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaqEntry(
        String id,
        State state,
        String question,
        String answer,
        long asked,
        @Nullable String documentId,
        @Nullable String decidedBy,
        Instant changedAt) {

    /** Where an entry stands. */
    enum State {
        @JsonProperty("proposed")
        PROPOSED,
        @JsonProperty("publishing")
        PUBLISHING,
        @JsonProperty("approved")
        APPROVED,
        @JsonProperty("rejected")
        REJECTED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** The document that it becomes. */
    String markdown() {
        String title = question.replace("\\", "").replace('"', '\'').replaceAll("\\s+", " ");
        return "---\nid: faq-" + id + "\ntitle: \"" + title + "\"\nkind: faq\nowner: operations\ntags: [faq]\n---\n# "
                + title + "\n\n" + answer.strip() + "\n";
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "FaqEntry[" + id + ", " + state.label() + "]";
    }
}
