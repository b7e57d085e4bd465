package io.agentaiops.toolrunner.health;

import io.agentaiops.toolrunner.health.FailureCount.Failures;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.Tool.SelfTest;
import io.agentaiops.toolrunner.tool.ToolCondition;
import io.agentaiops.toolrunner.tool.ToolConditionStore;
import io.agentaiops.toolrunner.tool.ToolRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Looks at the tools' results, and tries each on its own from time to time. */
@ApplicationScoped
class HealthWatch {

    private static final Logger LOG = Logger.getLogger(HealthWatch.class);

    private static final Duration GONE = Duration.ofDays(1);

    private final ToolRegistry registry;
    private final ToolConditionStore conditions;
    private final FailureCount failures;
    private final ToolCare care;
    private final HealthConfig config;
    private final Clock clock;
    private final MultiGauge broken;

    HealthWatch(
            ToolRegistry registry,
            ToolConditionStore conditions,
            FailureCount failures,
            ToolCare care,
            HealthConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.registry = registry;
        this.conditions = conditions;
        this.failures = failures;
        this.care = care;
        this.config = config;
        this.clock = clock;
        this.broken = MultiGauge.builder("aiops.tool.runner.tool.broken")
                .description("1 while a tool is out of use because it failed")
                .register(meters);
    }

    @Scheduled(
            every = "${aiops.health.look-every:10s}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Map<String, Tool> tools = registry.all().stream()
                .collect(Collectors.toMap(tool -> tool.description().name(), Function.identity(), (a, b) -> a));
        conditions.enter(tools.keySet(), clock.instant());
        judgeResults();
        for (ToolCondition condition : conditions.all()) {
            Tool tool = tools.get(condition.tool());
            if (tool != null) {
                test(tool, condition);
            } else if (isGone(condition)) {
                care.takeBack(condition.tool());
            }
        }
        show();
    }

    /** A tool that is out of use, and that nobody could test for a day: its server was taken out of the configuration. */
    private boolean isGone(ToolCondition condition) {
        Instant broken = condition.brokenSince();
        Instant tested = condition.testedAt();
        Instant before = clock.instant().minus(GONE);
        return broken != null && broken.isBefore(before) && (tested == null || tested.isBefore(before));
    }

    private void judgeResults() {
        for (Failures found : failures.since(clock.instant().minus(config.window()))) {
            if (found.exceed(config)) {
                care.takeOut(
                        found.tool(),
                        "%d of its last %d calls failed; the last: %s"
                                .formatted(found.failed(), found.ran(), found.lastReason()));
            }
        }
    }

    /** Tries the tool if it is due and no other replica does. */
    private void test(Tool tool, ToolCondition condition) {
        Instant now = clock.instant();
        Instant before = now.minus(condition.broken() ? config.retryInterval() : config.selfTestInterval());
        if (!conditions.claimTest(condition.tool(), before, now)) {
            return;
        }
        SelfTest test = tried(tool);
        conditions.tested(condition.tool(), test, clock.instant());
        if (test.passed() && condition.broken()) {
            care.takeBack(condition.tool());
        } else if (!test.passed() && condition.testFailures() + 1 >= config.selfTestFailures()) {
            care.takeOut(condition.tool(), "its self-test fails: " + test.summary());
        }
    }

    private static SelfTest tried(Tool tool) {
        try {
            return tool.selfTest();
        } catch (RuntimeException e) {
            LOG.errorf(e, "self-test broke: tool=%s", tool.description().name());
            return new SelfTest(false, "the self-test broke: " + e);
        }
    }

    private void show() {
        List<Row<?>> rows = new ArrayList<>();
        conditions
                .all()
                .forEach(condition -> rows.add(Row.of(Tags.of("tool", condition.tool()), condition.broken() ? 1 : 0)));
        broken.register(rows, true);
    }
}
