package io.agentaiops.agentgateway.openai;

import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.agentmodel.Collected;
import io.agentaiops.agentgateway.agentmodel.Speech;
import io.agentaiops.agentgateway.agentmodel.Told;
import io.agentaiops.agentgateway.passthrough.Exchange;
import io.agentaiops.agentgateway.passthrough.PassthroughConfig;
import io.agentaiops.agentgateway.passthrough.ProtocolEdge;
import io.agentaiops.agentgateway.passthrough.Refusal;
import io.agentaiops.agentgateway.passthrough.StreamedReply;
import io.agentaiops.agentgateway.run.Run;
import jakarta.enterprise.context.ApplicationScoped;

/** Chat completions by the agent. Blocks; runs on virtual threads. */
@ApplicationScoped
class AgentCompletion {

    private static final String EVENT_STREAM = "text/event-stream";
    /** A comment: client libraries read past it. */
    private static final String KEEP_ALIVE = ": working\n\n";

    private static final String DONE = "data: [DONE]\n\n";

    private final AgentModel agent;
    private final OpenAiDialect dialect;
    private final ProtocolEdge edge;
    private final PassthroughConfig config;

    AgentCompletion(AgentModel agent, OpenAiDialect dialect, ProtocolEdge edge, PassthroughConfig config) {
        this.agent = agent;
        this.dialect = dialect;
        this.edge = edge;
        this.config = config;
    }

    void answer(Exchange exchange, CompletionRequest request) {
        AgentModel.Reference reference = new AgentModel.Reference(
                exchange.header("X-Aiops-Session"),
                exchange.header("X-OpenWebUI-Chat-Id"),
                exchange.header("Idempotency-Key"));
        switch (agent.ask(request.conversation(), reference, exchange.caller())) {
            case AgentModel.Outcome.Asked asked -> answer(exchange, request, asked.run());
            case AgentModel.Outcome.UnknownSession unknown ->
                exchange.refuse(Refusal.unknown("session_unknown", "There is no session of that id."));
            case AgentModel.Outcome.ExpiredSession expired ->
                exchange.refuse(
                        new Refusal(410, "Nothing was asked in this session for too long.", "session_expired", null));
            case AgentModel.Outcome.KeyReused reused ->
                exchange.refuse(Refusal.bad(
                        "idempotency_key_reused", "This Idempotency-Key stands for another question.", null));
            case AgentModel.Outcome.TooLong tooLong ->
                exchange.refuse(Refusal.bad(
                        "text_too_long",
                        "The question has " + tooLong.chars() + " characters; at most " + tooLong.most()
                                + " are taken.",
                        "messages"));
        }
    }

    private void answer(Exchange exchange, CompletionRequest request, Run run) {
        // A tool may run from now on: asking again by itself could run it twice.
        exchange.with("x-should-retry", "false")
                .with("X-Aiops-Session", run.sessionId())
                .with("X-Aiops-Run", run.id());
        CompletionWriter writer = new CompletionWriter(dialect, run);
        if (request.stream()) {
            stream(exchange, request, run, writer);
        } else {
            whole(exchange, request, run, writer);
        }
    }

    private void stream(Exchange exchange, CompletionRequest request, Run run, CompletionWriter writer) {
        StreamedReply reply = exchange.stream(EVENT_STREAM, config);
        reply.onLeaving(() -> edge.block(exchange, () -> agent.abandon(run)));
        reply.write(writer.begin());
        Told told = agent.tell(run, request.conversation(), new Streamed(reply, writer));
        switch (told) {
            case Told.Answered answered -> {
                reply.write(writer.end() + (request.includeUsage() ? writer.usage(answered.usage()) : "") + DONE);
                reply.end();
            }
            case Told.Failed failed -> {
                reply.write(dialect.brokenOff(failed.reason()));
                reply.end();
            }
            case Told.Abandoned gone -> {
                reply.write(dialect.brokenOff("the run was stopped"));
                reply.end();
            }
        }
    }

    private void whole(Exchange exchange, CompletionRequest request, Run run, CompletionWriter writer) {
        Collected collected = new Collected(exchange);
        exchange.onLeaving(() -> edge.block(exchange, () -> agent.abandon(run)));
        switch (agent.tell(run, request.conversation(), collected)) {
            case Told.Answered answered ->
                exchange.answer(200, writer.whole(answered.whole(), collected.thoughts(), answered.usage()));
            case Told.Failed failed -> exchange.refuse(new Refusal(500, failed.reason(), "run_failed", null));
            case Told.Abandoned gone -> exchange.refuse(new Refusal(409, "The run was stopped.", "run_stopped", null));
        }
    }

    private record Streamed(StreamedReply reply, CompletionWriter writer) implements Speech {

        @Override
        public boolean isThere() {
            return reply.isThere();
        }

        @Override
        public void says(String text) {
            reply.write(writer.content(text));
        }

        @Override
        public void thinks(String text) {
            reply.write(writer.reasoning(text));
        }

        @Override
        public void idle() {
            reply.write(KEEP_ALIVE);
        }
    }
}
