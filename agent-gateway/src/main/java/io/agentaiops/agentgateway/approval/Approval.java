package io.agentaiops.agentgateway.approval;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits, or waited, for a person.
 *
 * @param id the request
 * @param requester the service that waits
 * @param originKind what it is for: run, operation or api
 * @param originId its id
 * @param principal on whose behalf it was asked
 * @param callId the tool call that waits, where it is one
 * @param title one line
 * @param plan exactly what would be done
 * @param planHash SHA-256 of the plan
 * @param role who may decide
 * @param state where it stands
 * @param requestedAt when it was asked
 * @param expiresAt undecided by then, it counts as denied
 * @param decidedBy who decided
 * @param decidedAt when
 * @param reason in their words
 * @param approvers how many persons have to agree
 * @param approvedBy who has agreed so far
 * @param because why a person is asked
 * @param preview what was found out about the effect without having it
 * @param arguments of the tool call; who approves may put others in their place, which are judged like any call
 * @param editedArguments what was put in their place
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Approval(
        String id,
        String requester,
        String originKind,
        String originId,
        String principal,
        @Nullable String callId,
        String title,
        String plan,
        String planHash,
        String role,
        State state,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        int approvers,
        List<String> approvedBy,
        @Nullable String because,
        @Nullable String preview,
        @Nullable Map<String, Object> arguments,
        @Nullable Map<String, Object> editedArguments) {

    /** Where it stands. */
    public enum State {
        PENDING,
        APPROVED,
        DENIED,
        EXPIRED,
        /** What it was for is not wanted any more. */
        WITHDRAWN;

        /** The name over REST and in the database. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public Approval {
        requireNonNull(state, "state");
        approvedBy = List.copyOf(approvedBy);
        arguments = arguments == null ? null : Map.copyOf(arguments);
        editedArguments = editedArguments == null ? null : Map.copyOf(editedArguments);
    }
}
