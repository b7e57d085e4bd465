package io.agentaiops.opsscheduler.drift;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Asks for the web pages that documents link to. A page is dead when its server says that it has gone (404, 410); one that
 * cannot be reached from here was not checked, and is said to be so.
 */
@ApplicationScoped
class WebLinks {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int AT_ONCE = 8;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /**
     * What came of it, each as {@code file:line: address}.
     *
     * @param unchecked could not be reached
     */
    record Checked(List<String> dead, List<String> unchecked) {
        Checked {
            dead = List.copyOf(dead);
            unchecked = List.copyOf(unchecked);
        }
    }

    private enum State {
        THERE,
        DEAD,
        UNREACHABLE
    }

    /**
     * Asks for each address once.
     *
     * @param places addresses and where they stand
     */
    Checked check(Map<String, String> places) {
        List<String> dead = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        Semaphore free = new Semaphore(AT_ONCE);
        try (HttpClient http = HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<State>> asked = new java.util.LinkedHashMap<>();
            places.keySet().forEach(address -> asked.put(address, threads.submit(() -> state(http, free, address))));
            asked.forEach((address, answer) -> {
                String place = places.get(address) + ": " + address;
                switch (stateOf(answer)) {
                    case DEAD -> dead.add(place);
                    case UNREACHABLE -> unchecked.add(place);
                    case THERE -> {
                        // as it should be
                    }
                }
            });
        }
        return new Checked(dead, unchecked);
    }

    private static State state(HttpClient http, Semaphore free, String address) throws InterruptedException {
        free.acquire();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .header("User-Agent", "Agent-AIOps link check")
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == NOT_FOUND || status == GONE ? State.DEAD : State.THERE;
        } catch (IllegalArgumentException e) {
            return State.DEAD;
        } catch (IOException e) {
            return State.UNREACHABLE;
        } finally {
            free.release();
        }
    }

    private static State stateOf(Future<State> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return State.UNREACHABLE;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a link could not be asked for", e.getCause());
        }
    }
}
