package io.agentaiops.local.stack;

import java.time.Duration;

/** Is told what happens to a stack, as it happens. */
public interface Progress {

    void started(String component, Duration took, String address);

    void alreadyRuns(String component, long pid, String address);

    void external(String engine, String address);

    void stopped(String component, Duration took, boolean graceful);

    /** Something that a person wants to know. */
    void note(String text);
}
