package io.agentaiops.agentgateway.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the other services answer. */
@ConfigMapping(prefix = "aiops.peers")
public interface PeerConfig {

    /** Base address of tool-runner. */
    URI toolRunner();

    /** Base address of rag-indexer. */
    URI ragIndexer();

    /** Base address of ops-scheduler. */
    URI opsScheduler();

    /** Base address of alert-router. */
    URI alertRouter();

    /** How long a connection may take to open. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long an answer may take. */
    @WithDefault("10s")
    Duration answerTimeout();

    /** The base address of that peer. */
    default URI addressOf(Peer peer) {
        return switch (peer) {
            case TOOL_RUNNER -> toolRunner();
            case RAG_INDEXER -> ragIndexer();
            case OPS_SCHEDULER -> opsScheduler();
            case ALERT_ROUTER -> alertRouter();
        };
    }
}
