package io.agentaiops.agentgateway.operation;

import io.agentaiops.agentgateway.memory.MemoryUse;
import io.agentaiops.agentgateway.memory.MemoryUse.Use;
import io.agentaiops.agentgateway.pattern.PatternReport;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.query.QueryAcceptor;
import io.agentaiops.agentgateway.query.QueryAcceptor.Question;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.RunWaiting;
import io.agentaiops.agentgateway.session.Sessions;
import io.agentaiops.agentgateway.status.HealthProbe;
import io.agentaiops.agentgateway.status.StatusView.Component;
import io.agentaiops.agentgateway.support.RegressionRunner;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What procedures ask about the agent and the services. */
@ApplicationScoped
class AgentWork {

    private static final Duration ACTIVE = Duration.ofMinutes(15);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int PATTERNS_TOLD = 10;
    private static final String ALERT_ROUTER = "alert-router";
    private static final int LONGEST_ANSWER = 4_000;

    private final QueryAcceptor acceptor;
    private final FrontDoorClient door;
    private final RunWaiting waiting;
    private final AgentStatistics statistics;
    private final HealthProbe health;
    private final PatternReport patterns;
    private final RegressionRunner regressions;
    private final MemoryUse memory;
    private final Sessions sessions;
    private final Clock clock;

    AgentWork(
            QueryAcceptor acceptor,
            FrontDoorClient door,
            RunWaiting waiting,
            AgentStatistics statistics,
            HealthProbe health,
            PatternReport patterns,
            RegressionRunner regressions,
            MemoryUse memory,
            Sessions sessions,
            Clock clock) {
        this.acceptor = acceptor;
        this.door = door;
        this.waiting = waiting;
        this.statistics = statistics;
        this.health = health;
        this.patterns = patterns;
        this.regressions = regressions;
        this.memory = memory;
        this.sessions = sessions;
        this.clock = clock;
    }

    Finding ask(Operation operation) {
        String question = operation.arguments().text("question");
        Duration within = operation.arguments().duration("within", Duration.ofSeconds(60));
        Duration left = Duration.between(clock.instant(), operation.deadline());
        Duration limit = left.compareTo(within) < 0 ? left : within;
        if (wantsAnswer(operation) || !door.isThere()) {
            return askWithin(operation, question, limit);
        }
        try {
            return door.ask(question, "operation-" + operation.id(), limit)
                    .map(answered -> answered.judged("REST"))
                    .orElseGet(() -> noAnswer(limit, Map.of()));
        } catch (IOException e) {
            return Finding.bad("the gateway cannot be asked as users do: " + e, Map.of("way", "REST"));
        }
    }

    private Finding askWithin(Operation operation, String question, Duration limit) {
        Caller caller = new Caller(operation.principal(), Set.of("viewer", "operator", "service"));
        QueryAcceptor.Outcome outcome = acceptor.accept(
                new Question(question, null, null, AnswerMode.AUTO, "operation-" + operation.id()), caller);
        return switch (outcome) {
            case QueryAcceptor.Outcome.Accepted accepted ->
                answered(accepted.run().id(), limit, wantsAnswer(operation));
            case QueryAcceptor.Outcome.UnknownSession unknown -> Finding.bad("the session is gone", Map.of());
            case QueryAcceptor.Outcome.ExpiredSession expired -> Finding.bad("the session is over", Map.of());
            case QueryAcceptor.Outcome.KeyReused reused ->
                Finding.refused("this operation asked something else before");
        };
    }

    /** Only the platform's own questions about itself: what users say stays off the bus. */
    private static boolean wantsAnswer(Operation operation) {
        return operation.arguments().text("answer", "false").equals("true")
                && operation.principal().equals(ALERT_ROUTER);
    }

    private Finding answered(String runId, Duration limit, boolean withAnswer) {
        return waiting.await(runId, limit)
                .map(Answered::of)
                .map(answered -> withAnswer ? answered.told(LONGEST_ANSWER) : answered.judged("in process"))
                .orElseGet(() -> noAnswer(limit, Map.of("runId", runId)));
    }

    private static Finding noAnswer(Duration limit, Map<String, Object> evidence) {
        return new Finding(
                OperationCompleted.Outcome.TIMED_OUT, "no answer within " + limit.toSeconds() + " s", evidence);
    }

    /** Asks the questions that went wrong before. */
    Finding regression(Operation operation) {
        Instant within = clock.instant().plus(operation.arguments().duration("within", Duration.ofMinutes(10)));
        Instant deadline = operation.deadline().isBefore(within) ? operation.deadline() : within;
        RegressionRunner.Result result = regressions.run(deadline.minusSeconds(1));
        Map<String, Object> evidence =
                Map.of("asked", result.asked(), "failed", result.failed(), "skipped", result.skipped());
        String summary = result.asked() + " questions asked, " + result.failed().size() + " wrong, " + result.skipped()
                + " not asked for lack of time";
        return result.failed().isEmpty() && result.skipped() == 0
                ? Finding.good(summary, evidence)
                : Finding.bad(summary, evidence);
    }

    Finding performance(Operation operation) {
        Instant since = clock.instant().minus(operation.arguments().duration("window", WEEK));
        Map<String, Object> evidence = new HashMap<>(statistics.runs(since));
        evidence.putAll(statistics.steps(since));
        evidence.put(
                "toImprove",
                patterns.of(Duration.between(since, clock.instant()), PATTERNS_TOLD).stream()
                        .filter(entry -> !entry.advice().isEmpty())
                        .map(AgentWork::line)
                        .toList());
        return Finding.good(
                evidence.get("runs") + " runs, median " + evidence.get("medianMs") + " ms, 95 % within "
                        + evidence.get("p95Ms") + " ms, " + evidence.get("failed") + " failed; "
                        + evidence.get("calls") + " tool calls, " + evidence.get("callsFailed") + " failed",
                evidence);
    }

    /** Names the pattern by its id: evidence travels over the bus, where no question may be read. */
    private static String line(PatternReport.Entry entry) {
        return "query-pattern " + entry.pattern().id() + ": "
                + entry.advice().stream()
                        .map(advice -> advice.kind() + " (" + advice.text() + ")")
                        .collect(Collectors.joining("; "));
    }

    Finding sessions(Operation operation) {
        Instant now = clock.instant();
        Duration window = operation.arguments().duration("window", WEEK);
        Instant since = now.minus(window);
        Map<String, Object> evidence = new HashMap<>(statistics.sessions(since, now.minus(ACTIVE)));
        Use told = memory.between(since, now);
        Use before = memory.between(since.minus(window), since);
        evidence.put("promptsWithMemory", told.prompts());
        evidence.put("memoryKeptTokens", told.kept());
        evidence.put("memoryUsedTokens", told.used());
        evidence.put("memoryEfficiency", told.efficiency());
        evidence.put("memoryEfficiencyBefore", before.efficiency());
        evidence.put("beyondTerm", sessions.beyondTerm());
        String efficiency = told.prompts() == 0
                ? "no prompt held any memory"
                : "memory efficiency " + told.efficiency() + " (kept tokens per used token) over " + told.prompts()
                        + " prompts, "
                        + (before.prompts() == 0 ? "none in the window before" : before.efficiency() + " before");
        return Finding.good(
                evidence.get("active") + " sessions active, " + evidence.get("used") + " used by "
                        + evidence.get("people") + " people in the window; " + efficiency,
                evidence);
    }

    Finding services() {
        List<Component> all = Stream.concat(health.services().stream(), health.engines().stream())
                .toList();
        Map<String, Object> evidence = new HashMap<>();
        all.forEach(component -> evidence.put(component.name(), component.state()));
        List<String> wrong = all.stream()
                .filter(component -> !component.isUp())
                .map(component -> component.name() + " is " + component.state()
                        + (component.detail() == null ? "" : " (" + component.detail() + ")"))
                .toList();
        return wrong.isEmpty()
                ? Finding.good("all " + all.size() + " services and engines are up", evidence)
                : Finding.bad(String.join("; ", wrong), evidence);
    }
}
