package io.agentaiops.opsscheduler.compliance;

import java.io.IOException;
import java.util.Set;

/**
 * Looks whether a control holds.
 *
 * @param name by which controls ask for it, such as {@code backups.proven}
 * @param arguments what {@code with:} must hold
 */
record Check(String name, Set<String> arguments, Look look) {

    /** The look itself. An error means that it could not be seen. */
    @FunctionalInterface
    interface Look {
        Verdict at(Control control) throws IOException;
    }

    Check {
        arguments = Set.copyOf(arguments);
    }
}
