package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.run.Citation;
import java.util.List;

/** An answer, in Markdown, and what it rests on. */
record Answer(String markdown, List<Citation> citations) {
    Answer {
        citations = List.copyOf(citations);
    }
}
