package io.agentaiops.ragindexer.passage;

/** Counts tokens without a model: about four characters each. */
final class Tokens {

    private Tokens() {}

    static int count(String text) {
        return (text.length() + 3) / 4;
    }
}
