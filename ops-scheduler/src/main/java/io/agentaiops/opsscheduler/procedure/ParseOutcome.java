package io.agentaiops.opsscheduler.procedure;

import java.util.List;

/** What a document turned out to be. */
public sealed interface ParseOutcome {

    /**
     * It can be run.
     *
     * @param idLine where its id stands
     */
    record Executable(Procedure procedure, int idLine) implements ParseOutcome {}

    /** It has no steps: something to read and to search, none of this service's business. */
    record Knowledge() implements ParseOutcome {}

    /** It wants to be a procedure and is wrong. */
    record Refused(List<DocumentProblem> problems) implements ParseOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
