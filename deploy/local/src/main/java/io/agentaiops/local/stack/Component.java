package io.agentaiops.local.stack;

import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LocalProcess;
import java.time.Duration;
import java.util.List;

/** One program of a stack: an engine or a service. */
public interface Component {

    String name();

    /** The names of the components that must be ready before. */
    List<String> needs();

    /** Where it listens; the first is the one that people are told. */
    List<Integer> ports();

    /** Tells one build of it from another. */
    String version();

    /** Writes what it needs on disk and says what to start. */
    Launch prepare();

    boolean ready();

    /** What is done once it is ready, before others are started on it. */
    default void complete() {}

    default LocalProcess.Signal stopSignal() {
        return LocalProcess.Signal.TERM;
    }

    /**
     * How long it may take until it is ready: seconds on an idle machine, minutes on one that works hard, where the first
     * start of rag-indexer embeds every document. One that ends instead is noticed at once.
     */
    default Duration limit() {
        return Duration.ofMinutes(10);
    }
}
