package io.agentaiops.agentgateway.openai;

import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.openai.Completion.Choice;
import io.agentaiops.agentgateway.openai.Completion.Part;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts one answer into the forms of the API; every piece has the same id and time. */
final class CompletionWriter {

    private static final String FINGERPRINT = "agent-aiops";

    private final OpenAiDialect dialect;
    private final String id;
    private final long created;

    CompletionWriter(OpenAiDialect dialect, Run run) {
        this.dialect = dialect;
        this.id = "chatcmpl-" + run.id();
        this.created = run.acceptedAt().getEpochSecond();
    }

    String whole(String content, String reasoning, Usage usage) {
        Part message = new Part("assistant", content, reasoning.isEmpty() ? null : reasoning);
        return dialect.write(completion(
                "chat.completion", List.of(new Choice(0, message, null, "stop")), Completion.Usage.of(usage)));
    }

    /** The first chunk: the only one with the role. */
    String begin() {
        return chunk(new Part("assistant", "", null), null);
    }

    String content(String text) {
        return chunk(new Part(null, text, null), null);
    }

    String reasoning(String text) {
        return chunk(new Part(null, null, text), null);
    }

    String end() {
        return chunk(new Part(null, null, null), "stop");
    }

    String usage(Usage usage) {
        return data(completion("chat.completion.chunk", List.of(), Completion.Usage.of(usage)));
    }

    private String chunk(Part delta, @Nullable String finishReason) {
        return data(completion("chat.completion.chunk", List.of(new Choice(0, null, delta, finishReason)), null));
    }

    private String data(Completion completion) {
        return "data: " + dialect.write(completion) + "\n\n";
    }

    private Completion completion(String object, List<Choice> choices, Completion.@Nullable Usage usage) {
        return new Completion(id, object, created, AgentModel.NAME, FINGERPRINT, choices, usage);
    }
}
