package io.agentaiops.agentgateway.agentmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.agentmodel.Conversation.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final Message ASKED = new Message(true, "Is the disk full?");
    private static final Message SAID = new Message(false, "Yes.");

    @Test
    void theLastWordOfThePersonIsTheQuestion() {
        Conversation conversation =
                Conversation.of(List.of(ASKED, SAID, new Message(true, "Why?"))).orElseThrow();

        assertThat(conversation.question()).isEqualTo("Why?");
        assertThat(conversation.history()).containsExactly(ASKED, SAID);
        assertThat(Conversation.of(List.of(SAID))).isEmpty();
        assertThat(Conversation.of(List.of(new Message(true, " ")))).isEmpty();
    }

    @Test
    void aHistoryThatNobodyKnowsIsToldWithTheQuestionAsFarAsThereIsRoom() {
        Conversation conversation = new Conversation(List.of(new Message(true, "x".repeat(5_000)), SAID), "Why?");

        assertThat(conversation.withHistory())
                .startsWith("Why?")
                .contains("Assistant: Yes.")
                .doesNotContain("xxx");
    }

    @Test
    void aConversationIsKnownByWhoseItIsAndEveryWordOfIt() {
        Conversation first = new Conversation(List.of(), ASKED.text());
        Conversation next = new Conversation(List.of(ASKED, new Message(false, "Yes.\n")), "Why?");

        byte[] remembered = Fingerprint.of("ada", first.answered("Yes."));

        assertThat(Fingerprint.of("ada", next.history())).isEqualTo(remembered);
        assertThat(Fingerprint.of("grace", next.history())).isNotEqualTo(remembered);
        assertThat(Fingerprint.of("ada", List.of(ASKED, new Message(true, "Yes."))))
                .isNotEqualTo(remembered);
        assertThat(Fingerprint.of("ada", List.of(new Message(true, "ab"), new Message(false, "c"))))
                .isNotEqualTo(Fingerprint.of("ada", List.of(new Message(true, "a"), new Message(false, "bc"))));
    }
}
