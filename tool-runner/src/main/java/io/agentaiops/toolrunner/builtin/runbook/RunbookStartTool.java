package io.agentaiops.toolrunner.builtin.runbook;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.toolrunner.builtin.runbook.RunbookDesk.Answer;
import io.agentaiops.toolrunner.peer.GatewayClient;
import io.agentaiops.toolrunner.tool.Asker;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
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
import java.util.Set;

/**
 * Begins an emergency runbook and shows what its first steps found: up to where it waits for a person, or as far as it is
 * when the time is up. For callers who may begin runs over REST, and nobody else.
 */
@Singleton
class RunbookStartTool implements Tool {

    /** Who may begin runs of procedures, as in ops-scheduler's REST. */
    private static final String ROLE = "operator";
    /** The platform itself, which asks its own agent to see whether it answers: that is no emergency. */
    private static final String SERVICE = "service";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Events that tell of changes may be missed while the bus is away; then it is looked all the same. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private static final Set<String> GOES_ON = Set.of("queued", "running");
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("procedure", "Id of the emergency runbook, or the path of its document"),
            Parameter.optionalText("reason", "What was seen that calls for it"));

    private final RunbookDesk desk;
    private final GatewayClient gateway;

    RunbookStartTool(RunbookDesk desk, GatewayClient gateway) {
        this.desk = desk;
        this.gateway = gateway;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "runbook_start",
                "Starts an emergency runbook of this site, such as ollama-service-failure, and returns what its steps"
                        + " found. Steps that look run at once; steps that change something wait for an approver. One"
                        + " that is under way is not started twice: then its state is returned.",
                PARAMETERS.schema(),
                "by-policy",
                List.of(
                        "starts emergency runbooks, and no other procedures, for callers with the role " + ROLE,
                        "reads the run through agent-gateway, as a viewer"),
                InProcessRun.LEVEL);
    }

    /** Without a caller nobody may. */
    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return new Preparation.Denied("starting a runbook needs a caller with the role " + ROLE);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments, Asker asker) {
        if (!asker.roles().contains(ROLE)) {
            return new Preparation.Denied(
                    "starting a runbook needs the role " + ROLE + ", which " + asker.principal() + " does not have");
        }
        if (asker.roles().contains(SERVICE)) {
            return new Preparation.Denied("the platform does not start runbooks when it asks itself a question");
        }
        return PARAMETERS.prepare(arguments, given -> {
            RunbookDesk.Wanted wanted = new RunbookDesk.Wanted(
                    asker.callId(),
                    asker.principal(),
                    given.text("procedure"),
                    given.optionalText("reason").orElse(""));
            return new Preparation.Ready(
                    "start the runbook: " + wanted.procedure(),
                    new InProcessRun(LIMIT, timeout -> begin(wanted, timeout)));
        });
    }

    private ToolAnswer begin(RunbookDesk.Wanted wanted, Duration timeout) throws IOException, InterruptedException {
        // A tenth is kept for the last look and the way back.
        long end = System.nanoTime() + timeout.toNanos() / 10 * 9;
        Answer answer = desk.begin(wanted, left(end))
                .orElseThrow(() -> new IOException("ops-scheduler did not answer in time; the runbook may still begin:"
                        + " look at the operations before you ask again"));
        return switch (answer) {
            case Answer.Refused(String reason) -> ToolAnswer.bad(reason + "\n");
            case Answer.Runs runs -> ToolAnswer.good(runs.summary() + "\n" + follow(runs.runId(), end));
        };
    }

    /** What the run is like when it rests; it has begun, so that nothing that goes wrong here makes this a failure. */
    private String follow(String runId, long end) throws InterruptedException {
        String path = "/api/v1/operations/" + runId;
        try (RunbookDesk.Watch watch = desk.watch(runId)) {
            while (true) {
                JsonNode run = gateway.get(path, Map.of(), LIMIT);
                Duration left = left(end);
                if (!GOES_ON.contains(run.path("state").asText()) || !left.isPositive()) {
                    return RunText.of(run);
                }
                watch.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            }
        } catch (IOException e) {
            return "How it goes on is not known now (" + e.getMessage() + "): " + path + "\n";
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    @Override
    public SelfTest selfTest() {
        try {
            long runbooks = 0;
            for (JsonNode procedure :
                    gateway.get("/api/v1/procedures", Map.of(), LIMIT).path("items")) {
                runbooks += procedure.path("kind").asText().equals("emergency") ? 1 : 0;
            }
            return new SelfTest(runbooks > 0, runbooks + " emergency runbooks");
        } catch (IOException e) {
            return new SelfTest(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SelfTest(false, "interrupted");
        }
    }
}
