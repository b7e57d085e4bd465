package io.agentaiops.agentgateway.agentmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as a client sends it: all that was said, and the question that is open. What the client tells the model
 * by way of a system message is left out, for the agent has rules of its own.
 *
 * @param history what was said before the question, oldest first
 * @param question the open question
 */
public record Conversation(List<Message> history, String question) {

    private static final int TOLD_CHARS = 4_000;

    /**
     * One thing that was said.
     *
     * @param user whether by the person, not by the model
     * @param text what
     */
    public record Message(boolean user, String text) {
        /** Leaves out what people said. */
        @Override
        public String toString() {
            return "Message[" + (user ? "user" : "assistant") + "]";
        }
    }

    public Conversation {
        history = List.copyOf(history);
    }

    /** The conversation whose last word of the person is the question; empty when the person said nothing. */
    public static Optional<Conversation> of(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.user() && !message.text().isBlank()) {
                return Optional.of(new Conversation(messages.subList(0, i), message.text()));
            }
        }
        return Optional.empty();
    }

    /** All that was said once the question has been answered so. */
    List<Message> answered(String answer) {
        List<Message> all = new ArrayList<>(history);
        all.add(new Message(true, question));
        all.add(new Message(false, answer));
        return all;
    }

    /** The question for a session that knows nothing of the history: with as much of it as there is room for. */
    String withHistory() {
        if (history.isEmpty()) {
            return question;
        }
        List<String> told = new ArrayList<>();
        int room = TOLD_CHARS;
        for (Message message : history.reversed()) {
            String line =
                    (message.user() ? "User: " : "Assistant: ") + message.text().strip();
            room -= line.length();
            if (room < 0) {
                break;
            }
            told.addFirst(line);
        }
        return told.isEmpty()
                ? question
                : question + "\n\nThe conversation before this question, as the client tells it:\n"
                        + String.join("\n", told);
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Conversation[" + history.size() + "]";
    }
}
