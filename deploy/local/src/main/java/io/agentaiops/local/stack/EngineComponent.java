package io.agentaiops.local.stack;

import io.agentaiops.local.engine.Engine;
import io.agentaiops.local.engine.KafkaEngine;
import io.agentaiops.local.engine.KafkaTopics;
import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LocalProcess;
import java.util.List;

/**
 * An engine as part of a stack.
 *
 * @param engine the engine
 */
record EngineComponent(Engine engine) implements Component {

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public List<Integer> ports() {
        return engine.ports();
    }

    /** An engine is not restarted for a new version: its next start brings it. */
    @Override
    public String version() {
        return "";
    }

    @Override
    public Launch prepare() {
        return engine.prepare();
    }

    @Override
    public boolean ready() {
        return engine.answers();
    }

    @Override
    public void complete() {
        if (engine instanceof KafkaEngine kafka) {
            KafkaTopics.create(kafka.bootstrapServers());
        }
    }

    @Override
    public LocalProcess.Signal stopSignal() {
        return engine.stopSignal();
    }
}
