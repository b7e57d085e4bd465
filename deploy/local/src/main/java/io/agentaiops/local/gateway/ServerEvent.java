package io.agentaiops.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event of a stream.
 *
 * @param name its kind
 * @param data what it tells
 */
public record ServerEvent(String name, JsonNode data) {}
