package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Judges whether a tool call makes sense: the tool exists and the arguments satisfy its schema. */
@ApplicationScoped
public class CallCheck {

    private final ObjectMapper json;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    CallCheck(ObjectMapper json) {
        this.json = json;
    }

    /** What is wrong with the call, for people; empty when nothing is. */
    public Optional<String> problem(WantedCall call, List<ModelTool> tools) {
        return tools.stream()
                .filter(tool -> tool.name().equals(call.tool()))
                .findFirst()
                .map(tool -> problem(call, tool))
                .orElseGet(() -> Optional.of("there is no tool " + call.tool()));
    }

    private Optional<String> problem(WantedCall call, ModelTool tool) {
        try {
            JsonNode arguments = json.readTree(call.arguments());
            if (arguments == null || !arguments.isObject()) {
                return Optional.of("the arguments are no JSON object");
            }
            return schemas.getSchema(tool.inputSchema()).validate(arguments).stream()
                    .map(message -> message.getMessage())
                    .findFirst();
        } catch (JsonProcessingException e) {
            return Optional.of("the arguments are not JSON");
        } catch (JsonSchemaException e) {
            // A tool whose schema cannot be read is not the model's fault.
            return Optional.empty();
        }
    }
}
