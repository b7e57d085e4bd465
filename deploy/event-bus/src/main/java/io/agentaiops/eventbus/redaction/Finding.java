package io.agentaiops.eventbus.redaction;

/**
 * Something that was found in a text.
 *
 * @param type what it is, such as {@code email}
 * @param start index of its first character
 * @param end index after its last character
 */
public record Finding(String type, int start, int end) {}
