package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was promised was done, once: questions, procedures, tool calls and due times, looked at from outside. */
final class WorkInvariants {

    private final Stack stack;
    private final Database database;

    WorkInvariants(Stack stack) {
        this.stack = stack;
        this.database = new Database(stack);
    }

    /** Each question was answered or failed with a reason. */
    Invariant questionsEnd(QuestionLoad load) {
        return end("every accepted question ends", "/api/v1/runs/", load.accepted());
    }

    Invariant proceduresEnd(ProcedureLoad load) {
        return end("every procedure that was begun ends", "/api/v1/operations/", load.accepted());
    }

    private Invariant end(String name, String path, Collection<String> accepted) {
        Map<String, Long> states = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        for (String id : accepted) {
            JsonNode run = stack.api().get(path + id).json();
            String state = run.path("state").asText("unknown");
            states.merge(state, 1L, Long::sum);
            if (!Set.of("succeeded", "failed", "expired").contains(state)) {
                violations.add(id + " is " + state);
            } else if (state.equals("failed")
                    && run.has("query")
                    && run.path("reason").asText().isBlank()) {
                violations.add(id + " failed without a reason");
            }
        }
        return new Invariant(name, accepted.size() + " accepted: " + states, violations);
    }

    /** What changes something happened at most once, and exactly once where the platform says that it did. */
    Invariant changesHappenOnce(ChangeLoad load) {
        Map<String, Long> states = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        load.accepted().forEach((id, nonce) -> {
            String state = stack.api()
                    .get("/api/v1/tool-calls/" + id)
                    .json()
                    .path("state")
                    .asText("unknown");
            long effects = load.effects(nonce);
            states.merge(state, 1L, Long::sum);
            boolean over = Set.of("succeeded", "failed", "unknown-outcome", "timed-out", "expired")
                    .contains(state);
            if (!over || effects > 1 || (state.equals("succeeded") && effects != 1)) {
                violations.add(id + " is " + state + " and was done " + effects + " times");
            }
        });
        long doubled = load.accepted().values().stream()
                .filter(nonce -> load.effects(nonce) > 1)
                .count();
        return new Invariant(
                "no change is made twice",
                load.accepted().size() + " accepted: " + states + ", made twice: " + doubled,
                violations);
    }

    /** In tool-runner's own ledger, and by the results that it told the others of. */
    Invariant callsRunOnce(Set<Bus.Position> before) {
        Map<String, Set<String>> results = new Bus(stack.kafka())
                .read("aiops.tool-results", value -> true).stream()
                        .filter(record -> !before.contains(Bus.Position.of(record)))
                        .filter(record -> Bus.header(record, "ce_type").equals("io.agentaiops.tool.call-completed.v1"))
                        .collect(Collectors.groupingBy(
                                record -> Json.parse(record.value())
                                        .path("callId")
                                        .asText(),
                                TreeMap::new,
                                Collectors.mapping(record -> Bus.header(record, "ce_id"), Collectors.toSet())));
        List<String> violations = new ArrayList<>();
        results.forEach((call, events) -> {
            if (events.size() > 1) {
                violations.add(call + " has " + events.size() + " results");
            }
        });
        count(
                violations,
                "select count(*) from tool_runner.tool_call where attempts > 1 and not repeatable",
                "calls that may not be repeated were begun again");
        count(
                violations,
                "select count(*) from tool_runner.tool_call where completed_at is null and state <> 'waiting-approval'",
                "calls are still open");
        long again = database.count("select count(*) from tool_runner.tool_call where attempts > 1 and repeatable");
        return new Invariant(
                "no tool call runs twice",
                results.size() + " calls with results; reads begun again after a kill, ever: " + again,
                violations);
    }

    /** Whatever minute it was due in, there is a row that says what came of it. */
    Invariant dueTimesAreAccountedFor() {
        String due =
                "ops_scheduler.schedule_watch w, generate_series(date_trunc('minute', w.since) + interval '1 minute',"
                        + " now() - interval '90 seconds', interval '1 minute') due where w.procedure_id = '"
                        + ProcedureLoad.PROCEDURE + "'";
        String missing = "select count(*) from " + due + " and not exists (select 1 from ops_scheduler.occurrence o"
                + " where o.procedure_id = w.procedure_id and o.due_at = due)";
        List<String> violations = new ArrayList<>();
        count(violations, missing, "due times have no row");
        count(
                violations,
                "select count(*) from ops_scheduler.run r join ops_scheduler.occurrence o on o.run_id = r.id"
                        + " where r.ended_at is null and o.procedure_id = '" + ProcedureLoad.PROCEDURE + "'",
                "runs of due times have not ended");
        String rows =
                "select count(*) from ops_scheduler.occurrence where procedure_id = '" + ProcedureLoad.PROCEDURE + "'";
        return new Invariant(
                "every due time has its row",
                database.count("select count(*) from " + due) + " due, rows: "
                        + database.count(rows + " and outcome = 'ran'") + " ran, "
                        + database.count(rows + " and outcome = 'late'") + " late, "
                        + database.count(rows + " and outcome = 'skipped'") + " skipped, "
                        + database.count(rows + " and outcome = 'missed'") + " missed",
                violations);
    }

    private void count(List<String> violations, String sql, String what) {
        long found = database.count(sql);
        if (found > 0) {
            violations.add(found + " " + what);
        }
    }
}
