package io.agentaiops.opsscheduler.security;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.compliance.PlatformQuestions;
import io.agentaiops.opsscheduler.compliance.PlatformQuestions.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks every service of the platform what it is made of. */
@ApplicationScoped
class BuildLibraries {

    private static final Duration WITHIN = Duration.ofSeconds(15);

    /**
     * What the services said.
     *
     * @param silent services that did not answer: of them nothing is known
     */
    record Listed(List<Library> libraries, List<String> silent) {
        Listed {
            libraries = List.copyOf(libraries);
            silent = List.copyOf(silent);
        }
    }

    private final PlatformQuestions questions;

    BuildLibraries(PlatformQuestions questions) {
        this.questions = questions;
    }

    /** Waits for the slowest, no longer than some seconds; must not be called in a transaction. */
    Listed ask() {
        SortedMap<String, SortedSet<String>> services = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        answers().forEach((service, answer) -> {
            List<String> purls = answer.map(BuildLibraries::purls).orElse(List.of());
            if (purls.isEmpty()) {
                silent.add(service);
            }
            purls.forEach(purl ->
                    services.computeIfAbsent(purl, unseen -> new TreeSet<>()).add(service));
        });
        List<Library> libraries = services.entrySet().stream()
                .map(library -> Library.of(library.getKey(), library.getValue()))
                .toList();
        return new Listed(libraries, silent);
    }

    private Map<String, Optional<Answer>> answers() {
        Map<String, Future<Optional<Answer>>> asked = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Arrays.stream(Capability.values())
                    .filter(capability -> capability.id().endsWith(Capability.LIBRARIES))
                    .forEach(capability -> asked.put(
                            capability.owner().service(),
                            threads.submit(() -> questions.ask(capability, Map.of(), WITHIN))));
        }
        Map<String, Optional<Answer>> answers = new LinkedHashMap<>();
        asked.forEach((service, answer) -> answers.put(service, result(answer)));
        return answers;
    }

    private static Optional<Answer> result(Future<Optional<Answer>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static List<String> purls(Answer answer) {
        return answer.evidence().get("libraries") instanceof List<?> purls
                ? purls.stream().map(String::valueOf).toList()
                : List.of();
    }
}
