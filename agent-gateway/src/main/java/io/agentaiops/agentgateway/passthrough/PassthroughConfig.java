package io.agentaiops.agentgateway.passthrough;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of model traffic that is passed through. */
@ConfigMapping(prefix = "aiops.passthrough")
public interface PassthroughConfig {

    /** Streams that may be open to Ollama at once; more are refused with 503. */
    @WithDefault("1024")
    int maxStreams();

    /** How long Ollama may say nothing, loading the model included. */
    @WithDefault("5m")
    Duration silenceTimeout();

    /** How long a client may take none of what is sent to it before its connection is closed. */
    @WithDefault("60s")
    Duration slowClientTimeout();
}
