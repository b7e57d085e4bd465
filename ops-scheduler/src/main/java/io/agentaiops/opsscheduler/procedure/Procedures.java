package io.agentaiops.opsscheduler.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All documents at one moment: what can be run, and what was refused. */
public final class Procedures {

    private final Map<String, Procedure> byId;
    private final List<Refusal> refused;

    private Procedures(Map<String, Procedure> byId, List<Refusal> refused) {
        this.byId = byId;
        this.refused = List.copyOf(refused);
    }

    static Procedures none() {
        return new Procedures(Map.of(), List.of());
    }

    /** Puts the outcomes together; of two documents with the same id the one whose path comes first is kept. */
    static Procedures of(Map<String, ParseOutcome> outcomes) {
        Map<String, Procedure> byId = new TreeMap<>();
        List<Refusal> refused = new ArrayList<>();
        new TreeMap<>(outcomes).forEach((path, outcome) -> {
            switch (outcome) {
                case ParseOutcome.Executable(Procedure procedure, int idLine) -> {
                    Procedure first = byId.putIfAbsent(procedure.id(), procedure);
                    if (first != null) {
                        String reason = "id '" + procedure.id() + "' is already used by " + first.path();
                        refused.add(new Refusal(path, idLine, reason));
                    }
                }
                case ParseOutcome.Refused(List<DocumentProblem> problems) ->
                    problems.forEach(problem -> refused.add(new Refusal(path, problem.line(), problem.reason())));
                case ParseOutcome.Knowledge() -> {
                    // nothing to run
                }
            }
        });
        return new Procedures(byId, refused);
    }

    /** In the order of their ids. */
    public List<Procedure> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Procedure> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public List<Refusal> refused() {
        return refused;
    }
}
