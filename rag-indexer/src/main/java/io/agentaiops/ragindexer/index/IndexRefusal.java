package io.agentaiops.ragindexer.index;

/** The index works but does not do this. Trying the same again is of no use. */
public final class IndexRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IndexRefusal(String reason) {
        super(reason);
    }
}
