package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.e2e.HttpRecorder.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the platform knows and has told is right: alerts, index, audit, dead letters, and nothing is stuck on the bus. */
final class StateInvariants {

    private static final Pattern WORD = Pattern.compile("tempest\\d+x");

    private final Stack stack;

    StateInvariants(Stack stack) {
        this.stack = stack;
    }

    /** Each alert that was taken was told, and told again only as the marked repetition of the same notification. */
    Invariant alertsAreTold(AlertLoad load) {
        Map<String, List<Call>> told = stack.hooks().calls("/counted").stream()
                .filter(call -> call.body().contains(load.prefix()))
                .filter(call -> Json.parse(call.body()).path("status").asText().equals("firing"))
                .collect(Collectors.groupingBy(call ->
                        Json.parse(call.body()).at("/groupLabels/alertname").asText()));
        List<String> violations = new ArrayList<>();
        load.accepted().stream()
                .filter(name -> !told.containsKey(name))
                .forEach(name -> violations.add(name + " was not told"));
        told.forEach((name, calls) -> {
            long unmarked =
                    calls.stream().filter(call -> !call.possibleDuplicate()).count();
            if (unmarked > 1) {
                violations.add(name + " was told " + unmarked + " times as if it were the first");
            }
        });
        long doubles =
                told.values().stream().mapToLong(calls -> calls.size() - 1L).sum();
        return new Invariant(
                "every accepted alert is told",
                load.accepted().size() + " accepted, " + told.size() + " told, " + doubles
                        + " told again and marked so",
                violations);
    }

    /** Asked of OpenSearch itself: what is in the index of the storm's folder is what was put there last. */
    Invariant indexEqualsDocuments(DocumentLoad load) {
        Map<String, Object> query = Map.of(
                "size", 1_000,
                "_source", List.of("documentId", "text"),
                "query", Map.of("prefix", Map.of("documentId", load.folder())));
        JsonNode hits = new Api(stack.search(), "")
                .post("/knowledge/_search", query)
                .json()
                .at("/hits/hits");
        Map<String, Set<String>> found = new TreeMap<>();
        for (JsonNode hit : hits) {
            Set<String> words =
                    found.computeIfAbsent(hit.at("/_source/documentId").asText(), unknown -> new HashSet<>());
            WORD.matcher(hit.at("/_source/text").asText()).results().forEach(word -> words.add(word.group()));
        }
        List<String> violations = new ArrayList<>();
        Map<String, Set<String>> allowed = load.allowed();
        allowed.forEach((id, states) -> {
            Set<String> indexed = found.getOrDefault(id, Set.of(DocumentLoad.GONE));
            if (indexed.size() != 1 || !states.containsAll(indexed)) {
                violations.add(id + " has " + indexed + " in the index and should have one of " + states);
            }
        });
        found.keySet().stream()
                .filter(id -> !allowed.containsKey(id))
                .forEach(id -> violations.add(id + " was never put"));
        return new Invariant(
                "the index equals the documents",
                allowed.size() + " documents, " + found.size() + " of them in the index",
                violations);
    }

    /** The chain of the audit ledger, verified by the launcher. */
    Invariant auditIsWhole() {
        Cli.Result verified = stack.aiops("audit", "verify");
        return new Invariant(
                "the audit chain is whole",
                verified.output().strip().lines().findFirst().orElse(""),
                verified.exitCode() == 0 ? List.of() : List.of(verified.output().strip()));
    }

    /** What was given up has a reason and is ours; what we broke was given up. */
    Invariant deadLettersAreOurs(ChaosPlan plan) {
        List<ConsumerRecord<String, String>> letters = BusFault.deadLettersSince(stack, plan.before());
        List<String> violations = new ArrayList<>();
        for (ConsumerRecord<String, String> letter : letters) {
            String reason = Bus.header(letter, "dlq_code") + " " + Bus.header(letter, "dlq_reason");
            if (reason.isBlank()) {
                violations.add("no reason: " + Bus.Position.of(letter));
            }
            if (!plan.corruptKeys().contains(letter.key())) {
                violations.add("not ours: " + letter.topic() + " " + Bus.header(letter, "ce_type") + ": " + reason);
            }
        }
        Set<String> keys = letters.stream().map(ConsumerRecord::key).collect(Collectors.toSet());
        plan.corruptKeys().stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> violations.add("not given up: " + key));
        return new Invariant(
                "every dead letter has a reason and was corrupt",
                plan.corruptKeys().size() + " corrupt events, " + letters.size() + " dead letters: "
                        + letters.stream()
                                .collect(Collectors.groupingBy(
                                        letter -> Bus.header(letter, "dlq_code"), TreeMap::new, Collectors.counting())),
                violations);
    }

    /** Everything that was said was heard. */
    Invariant nothingIsStuck() {
        List<String> violations = new ArrayList<>();
        Database database = new Database(stack);
        for (String service : Stack.SERVICES) {
            long open = database.count("select count(*) from " + service.replace('-', '_') + ".outbox");
            if (open > 0) {
                violations.add(open + " events of " + service + " were not sent");
            }
        }
        Map<String, Long> lag = new Bus(stack.kafka()).lag();
        lag.entrySet()
                .removeIf(entry -> entry.getValue() < 20
                        || Stack.SERVICES.stream()
                                .noneMatch(service -> entry.getKey().startsWith(service)));
        lag.forEach((where, open) -> violations.add(open + " events were not read by " + where));
        return new Invariant("nothing is stuck on the bus", "5 outboxes, groups of 5 services", violations);
    }
}
