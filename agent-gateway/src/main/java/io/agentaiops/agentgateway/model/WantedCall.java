package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A tool call that the model asks for.
 *
 * @param callId our id of the call
 * @param tool name of the tool
 * @param arguments its arguments, a JSON object
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WantedCall(String callId, String tool, String arguments) {}
