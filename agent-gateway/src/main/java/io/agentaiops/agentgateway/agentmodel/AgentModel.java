package io.agentaiops.agentgateway.agentmodel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.query.QueryAcceptor;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunEventStream;
import io.agentaiops.agentgateway.run.RunLifecycle;
import io.agentaiops.agentgateway.run.RunStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agent under the name of a model. Clients keep their conversations themselves and send all of it each time; the
 * session that goes on with one is found by what was said in it so far.
 */
@ApplicationScoped
public class AgentModel {

    /** Its name among the models. */
    public static final String NAME = "agent-aiops";

    private static final String LATEST = NAME + ":latest";
    private static final int MAX_CHARS = 32_000;

    /**
     * Which conversation is meant, beside its words.
     *
     * @param sessionId a session of the platform, when the client names one
     * @param name the client's own name of the conversation, such as the id of a chat in Open WebUI
     * @param idempotencyKey names this very question
     */
    public record Reference(
            @Nullable String sessionId,
            @Nullable String name,
            @Nullable String idempotencyKey) {}

    /** What became of a question. */
    public sealed interface Outcome {

        /** There is a run for it. */
        record Asked(Run run) implements Outcome {}

        /** There is no such session, or it is somebody else's. */
        record UnknownSession() implements Outcome {}

        /** Nobody asked anything in the session that was named for so long that it is over. */
        record ExpiredSession() implements Outcome {}

        /** The idempotency key stands for another question. */
        record KeyReused() implements Outcome {}

        /** The question is longer than is taken. */
        record TooLong(int chars, int most) implements Outcome {}
    }

    private final QueryAcceptor acceptor;
    private final ConversationStore conversations;
    private final RunEventStream stream;
    private final RunLifecycle lifecycle;
    private final RunStore runs;
    private final ObjectMapper json;
    private final Clock clock;

    AgentModel(
            QueryAcceptor acceptor,
            ConversationStore conversations,
            RunEventStream stream,
            RunLifecycle lifecycle,
            RunStore runs,
            ObjectMapper json,
            Clock clock) {
        this.acceptor = acceptor;
        this.conversations = conversations;
        this.stream = stream;
        this.lifecycle = lifecycle;
        this.runs = runs;
        this.json = json;
        this.clock = clock;
    }

    /** Whether that model is the agent. */
    public static boolean is(String model) {
        return model.equals(NAME) || model.equals(LATEST);
    }

    /** Takes the question in and starts its run. */
    @Transactional
    public Outcome ask(Conversation conversation, Reference reference, Caller caller) {
        if (conversation.question().length() > MAX_CHARS) {
            return new Outcome.TooLong(conversation.question().length(), MAX_CHARS);
        }
        String principal = caller.principal();
        String name = reference.name();
        Optional<String> known = reference.sessionId() != null
                ? Optional.of(reference.sessionId())
                : name == null ? goingOn(conversation, principal) : named(name, principal);
        Outcome outcome = ask(conversation, known.orElse(null), reference, caller);
        boolean chosenByUs = reference.sessionId() == null;
        return outcome instanceof Outcome.ExpiredSession && chosenByUs
                ? ask(conversation, null, reference, caller)
                : outcome;
    }

    private Outcome ask(Conversation conversation, @Nullable String sessionId, Reference reference, Caller caller) {
        String text = sessionId == null ? conversation.withHistory() : conversation.question();
        QueryAcceptor.Outcome outcome = acceptor.accept(
                new QueryAcceptor.Question(text, sessionId, null, AnswerMode.AUTO, reference.idempotencyKey()), caller);
        return switch (outcome) {
            case QueryAcceptor.Outcome.Accepted accepted -> {
                if (sessionId == null) {
                    begin(accepted.run().sessionId(), reference.name(), caller.principal());
                }
                yield new Outcome.Asked(accepted.run());
            }
            case QueryAcceptor.Outcome.UnknownSession unknown -> new Outcome.UnknownSession();
            case QueryAcceptor.Outcome.ExpiredSession expired -> new Outcome.ExpiredSession();
            case QueryAcceptor.Outcome.KeyReused reused -> new Outcome.KeyReused();
        };
    }

    private void begin(String sessionId, @Nullable String name, String principal) {
        byte[] fingerprint = name == null ? null : Fingerprint.named(principal, name);
        conversations.insert(sessionId, principal, fingerprint, clock.instant());
    }

    /** Tells the answer to a question as it comes into being, and remembers the conversation. Blocks. */
    public Told tell(Run run, Conversation conversation, Speech speech) {
        Telling telling = new Telling(speech, json);
        stream.play(run.id(), 0, telling);
        Told told = telling.told();
        if (told instanceof Told.Answered answered) {
            String principal = run.caller().principal();
            conversations.remember(
                    run.sessionId(),
                    Fingerprint.of(principal, conversation.answered(answered.whole())),
                    clock.instant());
        }
        return told;
    }

    /** Nobody wants the answer any more: its run ends, and with it the stream of the model. */
    public void abandon(Run run) {
        runs.find(run.id())
                .filter(open -> !open.hasEnded())
                .ifPresent(open -> lifecycle.cancel(open, run.caller().principal()));
    }

    private Optional<String> goingOn(Conversation conversation, String principal) {
        return conversation.history().isEmpty()
                ? Optional.empty()
                : conversations.take(principal, Fingerprint.of(principal, conversation.history()), clock.instant());
    }

    private Optional<String> named(String name, String principal) {
        return conversations.named(principal, Fingerprint.named(principal, name));
    }
}
