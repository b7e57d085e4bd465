package io.agentaiops.toolrunner.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An option as written in {@code policy.yaml}: markers, then {@code flag} or the type of its value, such as {@code
 * "change size"}.
 *
 * @param markers what the option means for the command
 * @param type the type of its value; {@code flag} when it has none
 */
record OptionRule(Set<Marker> markers, String type) {

    /** What an option can mean. */
    enum Marker {
        /** With it, the command changes something. */
        CHANGE,
        /** With it, the command changes something that cannot be brought back. */
        DESTROY,
        /** With it, a command that would change something only looks. */
        READ,
        /** With it, directories are read recursively. */
        TREE,
        /** With it, what is named is shown with its contents: of the type X, {@code X-contents} holds where there is one. */
        CONTENTS,
        /** With it, the first operand is missing: what it stands for is in the option. */
        SHIFT,
        /** Its value is attached or absent, never the next word. */
        OPTIONAL
    }

    static final String FLAG = "flag";
    private static final Pattern BLANKS = Pattern.compile(" +");

    OptionRule {
        markers = Set.copyOf(markers);
    }

    static OptionRule parse(String text) {
        List<String> words = new ArrayList<>(Arrays.asList(BLANKS.split(text, -1)));
        Set<Marker> markers = EnumSet.noneOf(Marker.class);
        while (words.size() > 1 && marker(words.getFirst(), markers)) {
            words.removeFirst();
        }
        return new OptionRule(markers, String.join(" ", words));
    }

    boolean isFlag() {
        return type.equals(FLAG);
    }

    boolean has(Marker marker) {
        return markers.contains(marker);
    }

    private static boolean marker(String word, Set<Marker> markers) {
        for (Marker marker : Marker.values()) {
            if (marker.name().toLowerCase(Locale.ROOT).equals(word)) {
                return markers.add(marker);
            }
        }
        return false;
    }
}
