package io.agentaiops.agentgateway.agentmodel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left to say of an answer after its words were streamed as they came. The stored answer may differ from them in
 * white space and in references to sources that do not exist, which are taken out at the end.
 */
final class Remainder {

    private static final Pattern BLANK = Pattern.compile("(?:\\s|\\[\\d{1,3}])+");

    private final String streamed;
    private final String answer;

    private Remainder(String streamed, String answer) {
        this.streamed = streamed;
        this.answer = answer;
    }

    /** The rest, or empty when the answer does not begin with what was streamed. */
    static Optional<String> of(String streamed, String answer) {
        return new Remainder(streamed, answer).find();
    }

    private Optional<String> find() {
        int said = 0;
        int told = 0;
        while (true) {
            int nextSaid = skip(streamed, said);
            int nextTold = skip(answer, told);
            if (nextSaid == streamed.length()) {
                boolean marked = streamed.substring(said).contains("[");
                return Optional.of(answer.substring(marked ? nextTold : told));
            }
            if (nextTold == answer.length() || streamed.charAt(nextSaid) != answer.charAt(nextTold)) {
                return Optional.empty();
            }
            said = nextSaid + 1;
            told = nextTold + 1;
        }
    }

    private static int skip(String text, int from) {
        Matcher blank = BLANK.matcher(text).region(from, text.length());
        return blank.lookingAt() ? blank.end() : from;
    }
}
