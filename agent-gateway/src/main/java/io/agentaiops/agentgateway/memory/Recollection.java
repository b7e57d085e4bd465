package io.agentaiops.agentgateway.memory;

import io.agentaiops.agentgateway.context.Draft.Exchange;
import java.util.List;

/**
 * What a model is told of the conversation so far.
 *
 * @param notes facts and summary, one per line; empty when the exchanges say it all
 * @param exchanges the last ones word by word, oldest first
 * @param turns how many exchanges there were
 */
public record Recollection(String notes, List<Exchange> exchanges, int turns) {

    public static final Recollection NONE = new Recollection("", List.of(), 0);

    public Recollection {
        exchanges = List.copyOf(exchanges);
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "Recollection[" + turns + " turns]";
    }
}
