package io.agentaiops.toolrunner;

import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A tool that breaks and heals as a test wants. */
@Singleton
class FlakyTool implements Tool {

    static final String NAME = "flaky";

    private volatile boolean broken;

    void broken(boolean now) {
        broken = now;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(NAME, "For tests.", Parameters.of().schema(), "read", List.of(), InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return new Preparation.Ready("try", new InProcessRun(Duration.ofSeconds(5), timeout -> {
            if (broken) {
                throw new IOException("its back end is away");
            }
            return ToolAnswer.bad("all is well with the tool, but not with what it looked at");
        }));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(!broken, broken ? "its back end is away" : "fine");
    }
}
