package io.agentaiops.opsscheduler.drift;

import java.util.ArrayList;
import java.util.List;

/** The programs of a command line and their arguments: cut at pipes, quotes taken off. There is no shell, so no more. */
final class CommandWords {

    private CommandWords() {}

    /** The words of each program of the pipeline. */
    static List<List<String>> of(String command) {
        List<List<String>> programs = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                started = true;
            } else if (c == ' ' || c == '|' || c == '\t') {
                if (started) {
                    words.add(word.toString());
                    word.setLength(0);
                    started = false;
                }
                if (c == '|' && !words.isEmpty()) {
                    programs.add(List.copyOf(words));
                    words.clear();
                }
            } else {
                word.append(c);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        if (!words.isEmpty()) {
            programs.add(List.copyOf(words));
        }
        return programs;
    }
}
