package io.agentaiops.agentgateway.crypto;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the keys that encrypt conversations come from. */
@ConfigMapping(prefix = "aiops.conversation")
interface ConversationConfig {

    /**
     * File with one key a line: 32 bytes in base64, or {@code version:base64} with a version from 1 to 127. A line
     * without a version is version 1. New text is encrypted with the highest version; older ones still decrypt.
     */
    Optional<String> keyFile();
}
