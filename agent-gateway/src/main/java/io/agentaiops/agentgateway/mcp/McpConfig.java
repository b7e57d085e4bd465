package io.agentaiops.agentgateway.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How clients of the Model Context Protocol are served. */
@ConfigMapping(prefix = "aiops.mcp")
interface McpConfig {

    /** Origins, beside the gateway's own, whose pages may call; such as {@code https://inspector.company.example}. */
    Optional<List<String>> allowedOrigins();

    /** How long a call waits for the result of a tool before it says that the tool is still at work. */
    @WithDefault("25s")
    Duration toolWait();
}
