package io.agentaiops.logmining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the template that a sequence of words belongs to: word by word, the very word before a value. */
final class TemplateTree {

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private int template = -1;
    }

    private final Node root = new Node();

    void add(List<String> words, int template) {
        Node node = root;
        for (String word : words) {
            node = node.next.computeIfAbsent(word, unused -> new Node());
        }
        node.template = template;
    }

    /** Number of the template; -1 when no template fits. */
    int find(List<String> words) {
        return find(root, words, 0);
    }

    private static int find(@Nullable Node node, List<String> words, int position) {
        if (node == null) {
            return -1;
        }
        if (position == words.size()) {
            return node.template;
        }
        String word = words.get(position);
        int found = find(node.next.get(word), words, position + 1);
        boolean mayBeValue = found < 0 && !word.equals(MessageTokens.VALUE) && !MessageTokens.isSign(word);
        return mayBeValue ? find(node.next.get(MessageTokens.VALUE), words, position + 1) : found;
    }
}
