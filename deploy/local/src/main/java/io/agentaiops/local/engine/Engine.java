package io.agentaiops.local.engine;

import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LocalProcess;
import java.util.List;

/** A server that the platform stands on, run on this machine. */
public sealed interface Engine permits KafkaEngine, PostgresEngine, OpenSearchEngine {

    /** Its name in messages and file names. */
    String name();

    /** The ports that it listens on, all of them on the loopback interface. */
    List<Integer> ports();

    /** Writes its configuration and, the first time, its data folder; says what is to be started. */
    Launch prepare();

    /** Whether it answers a request of its own protocol. */
    boolean answers();

    /** The signal at which it ends in order. */
    default LocalProcess.Signal stopSignal() {
        return LocalProcess.Signal.TERM;
    }
}
