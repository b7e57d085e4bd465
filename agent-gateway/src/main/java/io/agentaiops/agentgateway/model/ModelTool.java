package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that the model may ask for.
 *
 * @param name its name
 * @param description what it does
 * @param inputSchema JSON Schema of its arguments
 */
public record ModelTool(String name, String description, JsonNode inputSchema) {}
