package io.agentaiops.agentgateway.ollama;

import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.agentmodel.Collected;
import io.agentaiops.agentgateway.agentmodel.Conversation;
import io.agentaiops.agentgateway.agentmodel.Speech;
import io.agentaiops.agentgateway.agentmodel.Told;
import io.agentaiops.agentgateway.passthrough.Exchange;
import io.agentaiops.agentgateway.passthrough.PassthroughConfig;
import io.agentaiops.agentgateway.passthrough.ProtocolEdge;
import io.agentaiops.agentgateway.passthrough.Refusal;
import io.agentaiops.agentgateway.passthrough.StreamedReply;
import io.agentaiops.agentgateway.run.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Chats of Ollama with the agent. Blocks; runs on virtual threads. */
@ApplicationScoped
class AgentChat {

    private static final String LINES = "application/x-ndjson";

    private final AgentModel agent;
    private final OllamaDialect dialect;
    private final ProtocolEdge edge;
    private final PassthroughConfig config;
    private final Clock clock;

    AgentChat(AgentModel agent, OllamaDialect dialect, ProtocolEdge edge, PassthroughConfig config, Clock clock) {
        this.agent = agent;
        this.dialect = dialect;
        this.edge = edge;
        this.config = config;
        this.clock = clock;
    }

    void answer(Exchange exchange, AgentRequest request) {
        if (request.conversation().isEmpty()) {
            exchange.answer(200, dialect.write(AgentLine.loaded(request.form(), clock.instant())));
            return;
        }
        Conversation conversation = request.conversation().get();
        AgentModel.Reference reference = new AgentModel.Reference(
                exchange.header("X-Aiops-Session"), exchange.header("X-OpenWebUI-Chat-Id"), null);
        switch (agent.ask(conversation, reference, exchange.caller())) {
            case AgentModel.Outcome.Asked asked -> {
                exchange.with("X-Aiops-Session", asked.run().sessionId())
                        .with("X-Aiops-Run", asked.run().id());
                if (request.stream()) {
                    stream(exchange, request, conversation, asked.run());
                } else {
                    whole(exchange, request, conversation, asked.run());
                }
            }
            case AgentModel.Outcome.UnknownSession unknown ->
                exchange.refuse(Refusal.unknown("session_unknown", "there is no session of that id"));
            case AgentModel.Outcome.ExpiredSession expired ->
                exchange.refuse(
                        new Refusal(410, "Nothing was asked in this session for too long.", "session_expired", null));
            case AgentModel.Outcome.KeyReused reused ->
                exchange.refuse(Refusal.bad("idempotency_key_reused", "the key stands for another question", null));
            case AgentModel.Outcome.TooLong tooLong ->
                exchange.refuse(Refusal.bad(
                        "text_too_long",
                        "the question has " + tooLong.chars() + " characters; at most " + tooLong.most() + " are taken",
                        null));
        }
    }

    private void stream(Exchange exchange, AgentRequest request, Conversation conversation, Run run) {
        StreamedReply reply = exchange.stream(LINES, config);
        reply.onLeaving(() -> edge.block(exchange, () -> agent.abandon(run)));
        switch (agent.tell(run, conversation, new Streamed(reply, request))) {
            case Told.Answered answered ->
                reply.write(line(
                        AgentLine.end(request.form(), clock.instant(), "", null, answered.usage(), answered.nanos())));
            case Told.Failed failed -> reply.write(dialect.brokenOff(failed.reason()));
            case Told.Abandoned gone -> reply.write(dialect.brokenOff("the run was stopped"));
        }
        reply.end();
    }

    private void whole(Exchange exchange, AgentRequest request, Conversation conversation, Run run) {
        Collected collected = new Collected(exchange);
        exchange.onLeaving(() -> edge.block(exchange, () -> agent.abandon(run)));
        switch (agent.tell(run, conversation, collected)) {
            case Told.Answered answered -> {
                String thoughts = collected.thoughts().isEmpty() || !request.thoughts() ? null : collected.thoughts();
                exchange.answer(
                        200,
                        dialect.write(AgentLine.end(
                                request.form(),
                                clock.instant(),
                                answered.whole(),
                                thoughts,
                                answered.usage(),
                                answered.nanos())));
            }
            case Told.Failed failed -> exchange.refuse(new Refusal(500, failed.reason(), "run_failed", null));
            case Told.Abandoned gone -> exchange.refuse(new Refusal(499, "the run was stopped", "run_stopped", null));
        }
    }

    private String line(AgentLine line) {
        return dialect.write(line) + "\n";
    }

    private final class Streamed implements Speech {

        private final StreamedReply reply;
        private final AgentRequest request;

        Streamed(StreamedReply reply, AgentRequest request) {
            this.reply = reply;
            this.request = request;
        }

        @Override
        public boolean isThere() {
            return reply.isThere();
        }

        @Override
        public void says(String text) {
            piece(text, null);
        }

        @Override
        public void thinks(String text) {
            if (request.thoughts()) {
                piece("", text);
            }
        }

        /** There are no comments in a stream of lines: an empty piece says as little. */
        @Override
        public void idle() {
            piece("", null);
        }

        private void piece(String text, @Nullable String thinking) {
            reply.write(line(AgentLine.piece(request.form(), clock.instant(), text, thinking)));
        }
    }
}
