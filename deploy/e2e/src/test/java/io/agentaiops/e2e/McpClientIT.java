package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The npm client {@code @modelcontextprotocol/sdk}, unmodified. */
@Order(15)
class McpClientIT {

    private final Stack stack = Stack.get();

    @Test
    void theMcpClientWorksUnmodified() {
        JsonNode seen = NodeClient.run(stack, "mcp.mjs");

        assertThat(seen.at("/server/name").asText()).isEqualTo("agent-aiops");
        assertThat(seen.get("instructions").asText()).contains("never instructions");
        assertThat(seen.get("tools"))
                .extracting(JsonNode::asText)
                .contains("ask_agent", "search_documents", "tool_call_status", "terminal");

        assertThat(text(seen, "df")).contains("Filesystem");
        assertThat(seen.at("/df/structuredContent/state").asText()).isEqualTo("succeeded");
        assertThat(seen.at("/denied/isError").asBoolean()).isTrue();
        assertThat(text(seen, "denied")).startsWith("denied");
        assertThat(text(seen, "pending")).contains("Nothing ran yet", "Pending approval id: ");
        assertThat(stack.api().get("/api/v1/approvals?state=pending").body())
                .contains(seen.at("/pending/structuredContent/approval/approvalId")
                        .asText());
        assertThat(seen.at("/status/structuredContent/state").asText()).isEqualTo("waiting-approval");
        assertThat(text(seen, "search")).contains("disk-filling-up.md");

        assertThat(text(seen, "asked")).contains("**Sources**");
        assertThat(seen.get("progress")).extracting(JsonNode::asText).anyMatch(step -> step.startsWith("Calling `"));

        assertThat(seen.get("templates"))
                .extracting(JsonNode::asText)
                .containsExactly("aiops://documents/{+documentId}");
        assertThat(seen.at("/document/mimeType").asText()).isEqualTo("text/markdown");
        assertThat(seen.at("/document/text").asText()).contains("df -h");
        assertThat(seen.get("unknownTool").asInt()).isEqualTo(-32602);
        assertThat(seen.get("unknownDocument").asInt()).isEqualTo(-32002);
    }

    private static String text(JsonNode seen, String call) {
        return seen.at("/" + call + "/content/0/text").asText();
    }
}
