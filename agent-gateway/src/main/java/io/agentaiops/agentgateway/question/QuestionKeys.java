package io.agentaiops.agentgateway.question;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import jakarta.enterprise.context.ApplicationScoped;

/** Fingerprints of questions: equal for equal wordings, and worth nothing without the conversation key. */
@ApplicationScoped
public class QuestionKeys {

    private final ConversationCipher cipher;

    QuestionKeys(ConversationCipher cipher) {
        this.cipher = cipher;
    }

    /** The fingerprint of a question. */
    public String fingerprint(String question) {
        return cipher.fingerprint(Wording.of(question).normal(), "question");
    }
}
