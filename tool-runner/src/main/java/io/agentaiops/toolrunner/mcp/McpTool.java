package io.agentaiops.toolrunner.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.agentaiops.toolrunner.tool.ToolRun;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tool of an MCP server, as one of ours. */
final class McpTool implements Tool {

    /** Between the names of server and tool. */
    static final String SEPARATOR = "__";

    private static final int MOST_DESCRIPTION = 600;
    private static final ObjectMapper CANONICAL =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final McpConnection server;
    private final String tool;
    private final String description;
    private final Map<String, Object> schema;

    McpTool(McpConnection server, String tool, @Nullable String description, Map<String, Object> schema) {
        this.server = server;
        this.tool = tool;
        this.description = Objects.requireNonNullElse(description, "");
        this.schema = Map.copyOf(schema);
    }

    @Override
    public ToolDescription description() {
        String shown = description.length() > MOST_DESCRIPTION
                ? description.substring(0, MOST_DESCRIPTION) + "..."
                : description;
        return new ToolDescription(
                server.name() + SEPARATOR + tool,
                shown + " (tool of the MCP server " + server.name() + ")",
                schema,
                reads() ? "read" : "change",
                List.of("whatever the MCP server " + server.name() + " lets it; "
                        + (reads() ? "classed as read by mcp.yaml" : "asks for approval each time")),
                level());
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        Optional<String> misfit = McpSchemas.misfit(schema, arguments);
        if (misfit.isPresent()) {
            return new Preparation.Denied(misfit.get());
        }
        String plan =
                "MCP server: " + server.name() + "\ntool: " + tool + "\narguments: " + canonical(arguments) + "\n";
        ToolRun run = timeout -> run(arguments, timeout);
        return reads()
                ? new Preparation.Ready(plan, run)
                : new Preparation.NeedsApproval(plan, "mcp.yaml does not say that " + tool + " only looks", false, run);
    }

    private ToolOutcome run(Map<String, Object> arguments, @Nullable Duration timeout) throws InterruptedException {
        InProcessRun run =
                new InProcessRun(server.settings().timeout(), limit -> answer(server.call(tool, arguments, limit)));
        ToolOutcome outcome = run.run(timeout);
        return new ToolOutcome(
                outcome.ending(),
                outcome.output(),
                outcome.truncated(),
                outcome.exitCode(),
                outcome.reason(),
                level(),
                outcome.duration());
    }

    /** The texts; what is no text is named, so that nobody thinks that there was nothing. */
    private static ToolAnswer answer(CallToolResult result) {
        StringBuilder text = new StringBuilder();
        for (Content content : result.content() == null ? List.<Content>of() : result.content()) {
            text.append(content instanceof TextContent words ? words.text() : "[" + content.type() + ", not shown]");
            text.append('\n');
        }
        if (text.isEmpty() && result.structuredContent() != null) {
            text.append(canonical(result.structuredContent())).append('\n');
        }
        return new ToolAnswer(!Boolean.TRUE.equals(result.isError()), text.toString());
    }

    private boolean reads() {
        return server.settings().reads(tool);
    }

    private String level() {
        return InProcessRun.LEVEL + ", server " + server.level();
    }

    private static String canonical(Object value) {
        try {
            return CANONICAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** A copy with texts as keys. */
    static Map<String, Object> map(Map<?, ?> any) {
        Map<String, Object> map = new TreeMap<>();
        any.forEach((key, value) -> {
            if (value != null) {
                map.put(String.valueOf(key), value);
            }
        });
        return map;
    }

    @Override
    public SelfTest selfTest() {
        try {
            server.ping();
            return new SelfTest(true, "the MCP server " + server.name() + " answers");
        } catch (IOException e) {
            return new SelfTest(false, "the MCP server " + server.name() + ": " + e.getMessage());
        }
    }
}
