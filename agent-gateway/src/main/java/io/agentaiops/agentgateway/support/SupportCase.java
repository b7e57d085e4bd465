package io.agentaiops.agentgateway.support;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.agentgateway.peer.Caller;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A case.
 *
 * @param id the case
 * @param reporter who reported it, with what they may do
 * @param kind problem or error-report
 * @param state where it stands
 * @param text what people wrote
 * @param runId the run that went wrong, when it was one
 * @param reproRunId the run that tried the question again
 * @param documentId the document that solves it
 * @param approvedBy who approved that
 * @param openedAt when it was reported
 * @param changedAt when it last went on
 */
record SupportCase(
        String id,
        Caller reporter,
        String kind,
        State state,
        Text text,
        @Nullable String runId,
        @Nullable String reproRunId,
        @Nullable String documentId,
        @Nullable String approvedBy,
        Instant openedAt,
        Instant changedAt) {

    /** Where a case stands. */
    enum State {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("drafted")
        DRAFTED,
        @JsonProperty("publishing")
        PUBLISHING,
        @JsonProperty("solved")
        SOLVED,
        @JsonProperty("closed")
        CLOSED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }

        /** Whether people still work on it. */
        boolean isOpen() {
            return this == OPEN || this == DRAFTED;
        }
    }

    /**
     * What people wrote.
     *
     * @param title one line
     * @param problem what happened
     * @param question what was asked when it did; null when nothing was
     * @param draft the document that is to solve it, Markdown
     */
    record Text(
            String title,
            String problem,
            @Nullable String question,
            @Nullable String draft) {

        Text withDraft(String markdown) {
            return new Text(title, problem, question, markdown);
        }

        /** What somebody with this problem would ask. */
        String asQuestion() {
            return question == null ? title : question;
        }

        @Override
        public String toString() {
            return "Text[]";
        }
    }

    /** Whether that caller may see it. */
    boolean isVisibleTo(Caller caller) {
        return caller.roles().contains("operator") || reporter.principal().equals(caller.principal());
    }

    /** The same in another state with another text. */
    SupportCase with(State newState, Text newText) {
        return new SupportCase(
                id, reporter, kind, newState, newText, runId, reproRunId, documentId, approvedBy, openedAt, changedAt);
    }

    /** The same, on its way to being a document. */
    SupportCase publishing(String document, String approver) {
        return new SupportCase(
                id, reporter, kind, State.PUBLISHING, text, runId, reproRunId, document, approver, openedAt, changedAt);
    }

    @Override
    public String toString() {
        return "SupportCase[" + id + ", " + state.label() + "]";
    }
}
