package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.run.Citation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer, in Markdown, what it rests on, and which of its sentences rest on what; or none. */
record Answer(@Nullable String markdown, List<Citation> citations, Evidence evidence) {

    static final Answer NONE = new Answer(null, List.of(), Evidence.NONE);

    Answer {
        citations = List.copyOf(citations);
    }
}
