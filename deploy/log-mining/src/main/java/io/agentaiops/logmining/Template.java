package io.agentaiops.logmining;

import java.util.ArrayList;
import java.util.List;

/**
 * What messages of one kind have in common.
 *
 * @param words its words; {@code <*>} where messages differ
 */
public record Template(List<String> words) {

    private static final String NO_SPACE_BEFORE = ",;:)]}=";
    private static final String NO_SPACE_AFTER = "([{=";

    public Template {
        words = List.copyOf(words);
    }

    /** For people, such as {@code session opened for user <*> by (uid=<*>)}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (String word : words) {
            boolean joined = text.isEmpty()
                    || (word.length() == 1 && NO_SPACE_BEFORE.contains(word))
                    || (last.length() == 1 && NO_SPACE_AFTER.contains(last));
            text.append(joined ? "" : " ").append(word);
            last = word;
        }
        return text.toString();
    }

    /** What a group of sequences of one length have in common. */
    static Template of(List<Sequence> group) {
        List<String> words = new ArrayList<>(group.getFirst().words());
        for (Sequence sequence : group) {
            for (int position = 0; position < words.size(); position++) {
                if (!words.get(position).equals(sequence.word(position))) {
                    words.set(position, MessageTokens.VALUE);
                }
            }
        }
        return new Template(words);
    }

    /** Values that follow each other are one: groups that differ in their number only say the same. */
    Template shortened() {
        List<String> shorter = new ArrayList<>();
        for (String word : words) {
            if (!word.equals(MessageTokens.VALUE)
                    || shorter.isEmpty()
                    || !shorter.getLast().equals(MessageTokens.VALUE)) {
                shorter.add(word);
            }
        }
        return new Template(shorter);
    }
}
