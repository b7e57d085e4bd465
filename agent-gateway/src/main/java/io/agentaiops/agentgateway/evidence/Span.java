package io.agentaiops.agentgateway.evidence;

/**
 * A part of a text.
 *
 * @param start index of its first character
 * @param end index after its last
 */
record Span(int start, int end) {

    String of(String text) {
        return text.substring(start, end);
    }
}
