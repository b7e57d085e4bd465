package io.agentaiops.agentgateway.model;

import java.util.List;

/** A message of a chat. */
public sealed interface ChatTurn {

    /** The rules. */
    record Rules(String text) implements ChatTurn {}

    /** What a person says, or what is given to the model on their behalf. */
    record User(String text) implements ChatTurn {}

    /** What the model said and asked for. */
    record Model(String text, List<WantedCall> calls) implements ChatTurn {
        public Model {
            calls = List.copyOf(calls);
        }
    }

    /** What a tool returned. */
    record ToolResult(String callId, String tool, String text) implements ChatTurn {}
}
