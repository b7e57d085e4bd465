package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.agentmodel.Conversation;
import io.agentaiops.agentgateway.agentmodel.Speech;
import io.agentaiops.agentgateway.agentmodel.Told;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.run.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks the agent, which searches the documents, calls tools itself, and answers with its sources. */
@ApplicationScoped
class AskTool implements McpTool {

    private final AgentModel agent;

    AskTool(AgentModel agent) {
        this.agent = agent;
    }

    @Override
    public String name() {
        return "ask_agent";
    }

    @Override
    public boolean isLong() {
        return true;
    }

    @Override
    public ObjectNode description() {
        ObjectNode schema = ToolEntry.schema();
        ToolEntry.property(schema, "question", "string", "What to find out, in a full sentence.", true);
        ToolEntry.property(schema, "sessionId", "string", "Session of an earlier answer, to go on with it.", false);
        return ToolEntry.of(
                name(),
                "Ask the operations agent",
                "Answers a question about this team's systems from its runbooks and from live read-only diagnostics, with"
                        + " sources. Changes are never made: they are offered to an approver.",
                schema,
                true);
    }

    @Override
    public ToolAnswer call(JsonNode arguments, Caller caller, Progress progress) {
        String question = arguments.path("question").asText("");
        if (question.isBlank()) {
            return ToolAnswer.Made.wrong("question must say what is asked");
        }
        String session =
                arguments.hasNonNull("sessionId") ? arguments.path("sessionId").asText() : null;
        Conversation conversation = new Conversation(List.of(), question);
        return switch (agent.ask(conversation, new AgentModel.Reference(session, null, null), caller)) {
            case AgentModel.Outcome.Asked asked -> answer(asked.run(), conversation, progress);
            case AgentModel.Outcome.UnknownSession unknown -> ToolAnswer.Made.wrong("there is no session of that id");
            case AgentModel.Outcome.ExpiredSession expired ->
                ToolAnswer.Made.wrong("nothing was asked in this session for too long");
            case AgentModel.Outcome.KeyReused reused -> ToolAnswer.Made.wrong("the question was asked before");
            case AgentModel.Outcome.TooLong tooLong ->
                ToolAnswer.Made.wrong("the question is longer than " + tooLong.most() + " characters");
        };
    }

    private ToolAnswer answer(Run run, Conversation conversation, Progress progress) {
        progress.onLeaving(() -> agent.abandon(run));
        ObjectNode structured =
                JsonNodeFactory.instance.objectNode().put("runId", run.id()).put("sessionId", run.sessionId());
        return switch (agent.tell(run, conversation, new Listening(progress))) {
            case Told.Answered answered ->
                new ToolAnswer.Made(answered.whole(), structured.put("answer", answered.whole()), false);
            case Told.Failed failed -> new ToolAnswer.Made(failed.reason(), structured, true);
            case Told.Abandoned gone -> new ToolAnswer.Made("the run was stopped", structured, true);
        };
    }

    /** Hears what the agent does; the answer itself comes at the end. */
    private record Listening(Progress progress) implements Speech {

        @Override
        public boolean isThere() {
            return progress.isThere();
        }

        @Override
        public void says(String text) {
            // The whole is the result of the call.
        }

        @Override
        public void thinks(String text) {
            progress.step(text.strip());
        }

        @Override
        public void idle() {
            progress.idle();
        }
    }
}
