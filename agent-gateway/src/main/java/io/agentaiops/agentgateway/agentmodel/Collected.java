package io.agentaiops.agentgateway.agentmodel;

import io.agentaiops.agentgateway.passthrough.Exchange;

/** Keeps what is thought until the end, for a client that wants its answer in one piece. */
public final class Collected implements Speech {

    private final Exchange exchange;
    private final StringBuilder thoughts = new StringBuilder();

    public Collected(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What was thought so far. */
    public String thoughts() {
        return thoughts.toString();
    }

    @Override
    public boolean isThere() {
        return exchange.isThere();
    }

    @Override
    public void says(String text) {
        // The whole comes at the end.
    }

    @Override
    public void thinks(String text) {
        thoughts.append(text);
    }

    @Override
    public void idle() {
        // A whole answer cannot be begun early.
    }
}
