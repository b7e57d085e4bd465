package io.agentaiops.toolrunner.execution;

import java.util.regex.Pattern;

/**
 * Makes an output fit for a terminal: whoever can write a line into a log could else steer the terminal of who reads it
 * (titles, colours that hide, answers typed back). Colours go; what else no eye can see becomes U+FFFD.
 */
final class PrintableText {

    /** Control sequences of ECMA-48, section 5.4; those with operating system commands lose their introducer below. */
    private static final Pattern SEQUENCES = Pattern.compile("\u001b\\[[0-?]{0,64}[ -/]{0,8}[@-~]");

    private PrintableText() {}

    static String of(String output) {
        if (output.chars().noneMatch(PrintableText::steers)) {
            return output;
        }
        StringBuilder text = new StringBuilder(SEQUENCES.matcher(output).replaceAll(""));
        for (int i = 0; i < text.length(); i++) {
            if (steers(text.charAt(i))) {
                text.setCharAt(i, '\uFFFD');
            }
        }
        return text.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
    }
}
