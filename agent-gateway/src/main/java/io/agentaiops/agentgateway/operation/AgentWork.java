package io.agentaiops.agentgateway.operation;

import io.agentaiops.agentgateway.pattern.PatternReport;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.query.QueryAcceptor;
import io.agentaiops.agentgateway.query.QueryAcceptor.Question;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.RunView;
import io.agentaiops.agentgateway.run.RunWaiting;
import io.agentaiops.agentgateway.status.HealthProbe;
import io.agentaiops.agentgateway.status.StatusView.Component;
import io.agentaiops.agentgateway.support.RegressionRunner;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final RunWaiting waiting;
    private final AgentStatistics statistics;
    private final HealthProbe health;
    private final PatternReport patterns;
    private final RegressionRunner regressions;
    private final Clock clock;

    AgentWork(
            QueryAcceptor acceptor,
            RunWaiting waiting,
            AgentStatistics statistics,
            HealthProbe health,
            PatternReport patterns,
            RegressionRunner regressions,
            Clock clock) {
        this.acceptor = acceptor;
        this.waiting = waiting;
        this.statistics = statistics;
        this.health = health;
        this.patterns = patterns;
        this.regressions = regressions;
        this.clock = clock;
    }

    Finding ask(Operation operation) {
        String question = operation.arguments().text("question");
        Duration within = operation.arguments().duration("within", Duration.ofSeconds(60));
        Duration left = Duration.between(clock.instant(), operation.deadline());
        Duration limit = left.compareTo(within) < 0 ? left : within;
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
        Optional<RunView> ended = waiting.await(runId, limit);
        if (ended.isEmpty()) {
            return new Finding(
                    OperationCompleted.Outcome.TIMED_OUT,
                    "no answer within " + limit.toSeconds() + " s",
                    Map.of("runId", runId));
        }
        RunView run = ended.get();
        Map<String, Object> evidence = new HashMap<>();
        evidence.put("runId", runId);
        evidence.put("state", run.state());
        evidence.put("mode", run.mode() == null ? "none" : run.mode().label());
        evidence.put("citations", run.citations().size());
        evidence.put("toolCalls", run.steps().size());
        Long took = run.timings().durationMs();
        evidence.put("durationMs", took == null ? 0 : took);
        String answer = run.answer();
        if (withAnswer && answer != null) {
            evidence.put("answer", answer.length() <= LONGEST_ANSWER ? answer : answer.substring(0, LONGEST_ANSWER));
        }
        return run.state().equals("succeeded")
                ? Finding.good(
                        "answered in " + evidence.get("durationMs") + " ms (" + evidence.get("mode") + ", "
                                + run.citations().size() + " citations)",
                        evidence)
                : Finding.bad("the run ended as " + run.state() + ": " + run.reason(), evidence);
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
        Map<String, Object> evidence =
                statistics.sessions(now.minus(operation.arguments().duration("window", WEEK)), now.minus(ACTIVE));
        return Finding.good(
                evidence.get("active") + " sessions active, " + evidence.get("used") + " used by "
                        + evidence.get("people") + " people in the window",
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
