package io.agentaiops.e2e;

import java.util.List;

/**
 * Something that must be so once a storm is over.
 *
 * @param name what must be so
 * @param numbers what was counted
 * @param violations where it is not so
 */
record Invariant(String name, String numbers, List<String> violations) {

    /** As many violations are printed. */
    static final int SHOWN = 12;

    Invariant {
        violations = List.copyOf(violations);
    }

    boolean holds() {
        return violations.isEmpty();
    }
}
