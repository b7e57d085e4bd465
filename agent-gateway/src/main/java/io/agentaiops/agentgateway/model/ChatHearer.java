package io.agentaiops.agentgateway.model;

import java.util.function.Consumer;

/** Somebody who hears a model speak, on the thread that asked. */
public interface ChatHearer {

    /** A piece of the answer. */
    void said(String text);

    /** A piece of what the model thinks before it answers; not part of the answer. */
    void thought(String text);

    /** One who hears the answer only. */
    static ChatHearer ofAnswer(Consumer<String> answer) {
        return new ChatHearer() {
            @Override
            public void said(String text) {
                answer.accept(text);
            }

            @Override
            public void thought(String text) {
                // not part of the answer
            }
        };
    }
}
