package io.agentaiops.toolrunner.builtin.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The web tools. Order, addresses and limits of the providers are configured over REST, not here. */
@ConfigMapping(prefix = "aiops.web")
interface WebConfig {

    /** How long an answer of a search is given again without asking. */
    @WithDefault("15m")
    Duration cacheFor();

    /** How often each provider is asked a question with a known answer. */
    @WithDefault("1h")
    Duration canaryInterval();

    /** Questions with the host that has to be among the first results, as {@code question => host}. */
    @WithDefault("PostgreSQL documentation => postgresql.org,"
            + "Apache Kafka documentation => kafka.apache.org,"
            + "systemd journalctl manual => freedesktop.org")
    List<String> canaries();

    /** The most that is read of a page, in bytes after decompression. */
    @WithDefault("2097152")
    int pageBytes();
}
