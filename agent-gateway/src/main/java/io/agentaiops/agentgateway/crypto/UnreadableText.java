package io.agentaiops.agentgateway.crypto;

import org.jspecify.annotations.Nullable;

/** A stored text cannot be decrypted: its key is missing, or it was changed. Trying again helps only with another key. */
public class UnreadableText extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnreadableText(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
