package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An entry in the list of tools, as the protocol has it. */
final class ToolEntry {

    private ToolEntry() {}

    static ObjectNode of(String name, String title, String description, JsonNode inputSchema, boolean readOnly) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("title", title)
                .put("description", description);
        entry.set("inputSchema", inputSchema);
        entry.putObject("annotations")
                .put("title", title)
                .put("readOnlyHint", readOnly)
                .put("destructiveHint", !readOnly)
                .put("openWorldHint", false);
        return entry;
    }

    /** A schema of an object whose properties are described one by one. */
    static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return schema.put("additionalProperties", false);
    }

    static void property(ObjectNode schema, String name, String type, String description, boolean required) {
        schema.withObject("/properties").putObject(name).put("type", type).put("description", description);
        if (required) {
            schema.withArray("/required").add(name);
        }
    }
}
