package io.agentaiops.logmining;

import java.util.List;

/** Messages that are the same but for what is masked in them. */
final class Sequence {

    private final List<String> words;
    private int group = -1;

    Sequence(List<String> words) {
        this.words = List.copyOf(words);
    }

    List<String> words() {
        return words;
    }

    String word(int position) {
        return words.get(position);
    }

    /** Number of its group; -1 before it has one. */
    int group() {
        return group;
    }

    void joins(int number) {
        group = number;
    }
}
