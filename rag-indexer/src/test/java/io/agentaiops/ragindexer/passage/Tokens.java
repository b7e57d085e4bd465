package io.agentaiops.ragindexer.passage;

/** Counts tokens without a model: about four characters each. */
final class Tokens {

    /** As for a bundled model. */
    static final PassageSize SIZE = new PassageSize(Tokens::count, 512);

    private Tokens() {}

    static int count(String text) {
        return (text.length() + 3) / 4;
    }
}
