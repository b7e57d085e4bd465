package io.agentaiops.opsscheduler.procedure;

import java.util.ArrayList;
import java.util.List;

/** Gathers everything that is wrong with one document, so that its author is told once. */
public final class Problems {

    private final List<DocumentProblem> found = new ArrayList<>();

    public void add(int line, String reason) {
        found.add(new DocumentProblem(line, reason));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the document. */
    public List<DocumentProblem> all() {
        return found.stream().sorted().toList();
    }
}
