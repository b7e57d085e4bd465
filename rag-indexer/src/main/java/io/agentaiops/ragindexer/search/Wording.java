package io.agentaiops.ragindexer.search;

import java.util.Arrays;

/** The different words of a passage, whatever their case and order: by their hashes, in ascending order. */
final class Wording {

    /** Two passages of which so much is the same are one. */
    private static final double SAME = 0.9;

    private final int[] words;

    private Wording(int[] words) {
        this.words = words;
    }

    static Wording of(String text) {
        int[] hashes = new int[text.length() / 2 + 1];
        int found = 0;
        int hash = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            // Half of a surrogate pair counts as a letter: it need not be told which.
            if (Character.isLetterOrDigit(letter) || Character.isSurrogate(letter)) {
                hash = 31 * hash + Character.toLowerCase(letter);
                inWord = true;
            } else if (inWord) {
                hashes[found++] = hash;
                hash = 0;
                inWord = false;
            }
        }
        if (inWord) {
            hashes[found++] = hash;
        }
        return new Wording(distinct(Arrays.copyOf(hashes, found)));
    }

    private static int[] distinct(int[] hashes) {
        Arrays.sort(hashes);
        int kept = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        return Arrays.copyOf(hashes, kept);
    }

    /** By the share of the words of both that both have (Jaccard). */
    boolean isSameAs(Wording other) {
        int fewer = Math.min(words.length, other.words.length);
        int more = Math.max(words.length, other.words.length);
        // Sets of too different sizes need not be compared.
        if (fewer < SAME * more) {
            return false;
        }
        int both = inBoth(other);
        int all = words.length + other.words.length - both;
        return all == 0 || both >= SAME * all;
    }

    private int inBoth(Wording other) {
        int both = 0;
        int theirs = 0;
        for (int word : words) {
            while (theirs < other.words.length && other.words[theirs] < word) {
                theirs++;
            }
            if (theirs < other.words.length && other.words[theirs] == word) {
                both++;
            }
        }
        return both;
    }
}
