package io.agentaiops.opsscheduler.procedure;

/**
 * Something wrong in a document.
 *
 * @param line where, counted from 1
 * @param reason what is wrong and what is allowed, for the author
 */
public record DocumentProblem(int line, String reason) implements Comparable<DocumentProblem> {

    @Override
    public int compareTo(DocumentProblem other) {
        return Integer.compare(line, other.line);
    }
}
