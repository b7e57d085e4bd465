package io.agentaiops.e2e;

import java.time.Duration;

/** Something that goes wrong, and is put right again from outside. */
interface Fault {

    /** What is done to whom, such as {@code kill kafka}. */
    String name();

    /** Lets it go wrong. */
    void strike();

    /** How long it stays wrong at least; the load meets it once in any case. */
    Duration lasts();

    /** Puts right what an operator would put right. */
    void heal();

    /** Takes away what was only there for the fault, once the storm is over. */
    default void clearAway() {}
}
