package io.agentaiops.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One kind of work that is asked for steadily, as its clients would, whatever happens to the platform. */
abstract class Load {

    /** A client that is not answered within this time turns away. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    /** What came of asking. */
    enum Outcome {
        /** Promised: from now on the platform answers for it. */
        ACCEPTED,
        /** Said no, with a reason. */
        REFUSED,
        /** Nothing was heard: it may have been taken or not. */
        UNKNOWN
    }

    /**
     * One attempt.
     *
     * @param at when its outcome was known
     * @param outcome what came of it
     * @param detail a status, or what went wrong
     */
    record Attempt(Instant at, Outcome outcome, String detail) {}

    private final String kind;
    private final Duration pause;
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    private @Nullable ScheduledFuture<?> turns;

    Load(String kind, Duration pause) {
        this.kind = kind;
        this.pause = pause;
    }

    /** Asks once more. */
    abstract Attempt ask(int number);

    final String kind() {
        return kind;
    }

    final void start() {
        turns = executor.scheduleWithFixedDelay(this::once, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once() {
        Attempt attempt;
        try {
            attempt = ask(number.getAndIncrement());
        } catch (UncheckedIOException e) {
            attempt = attempt(Outcome.UNKNOWN, nameOf(e));
        } catch (RuntimeException e) {
            attempt = attempt(Outcome.UNKNOWN, e.toString());
        }
        attempts.add(attempt);
    }

    /** Ends it; what is on its way is waited for. */
    void stop() {
        Objects.requireNonNull(turns, "not started").cancel(false);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the load of " + kind + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of what lies behind it, where something does. */
    static String nameOf(Exception e) {
        Throwable cause = e.getCause();
        return (cause == null ? e : cause).getClass().getSimpleName();
    }

    static Attempt attempt(Outcome outcome, String detail) {
        return new Attempt(Instant.now(), outcome, detail);
    }

    static Attempt attempt(Api.Answer answer) {
        boolean accepted = answer.status() / 100 == 2;
        return attempt(accepted ? Outcome.ACCEPTED : Outcome.REFUSED, Integer.toString(answer.status()));
    }

    final long count(Outcome outcome) {
        return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
    }

    /** How often each reason was given for what was not accepted. */
    final Map<String, Long> reasons() {
        Map<String, Long> reasons = new TreeMap<>();
        attempts.stream()
                .filter(attempt -> attempt.outcome() != Outcome.ACCEPTED)
                .forEach(attempt -> reasons.merge(attempt.detail(), 1L, Long::sum));
        return reasons;
    }

    final long attemptsSince(Instant time) {
        return attempts.stream().filter(attempt -> attempt.at().isAfter(time)).count();
    }

    final boolean servedSince(Instant time) {
        return attempts.stream()
                .anyMatch(attempt ->
                        attempt.outcome() == Outcome.ACCEPTED && attempt.at().isAfter(time));
    }

    /**
     * How long after the beginning it was served again: until the first acceptance after the last attempt in that time that
     * was not accepted. Empty when every attempt was accepted.
     */
    final Optional<Duration> outage(Instant begin, Instant end) {
        List<Attempt> within = attempts.stream()
                .filter(attempt -> attempt.at().isAfter(begin) && !attempt.at().isAfter(end))
                .toList();
        Optional<Instant> last = within.stream()
                .filter(attempt -> attempt.outcome() != Outcome.ACCEPTED)
                .map(Attempt::at)
                .reduce((earlier, later) -> later);
        return last.map(refused -> within.stream()
                .map(Attempt::at)
                .filter(at -> at.isAfter(refused))
                .findFirst()
                .map(at -> Duration.between(begin, at))
                .orElse(Duration.between(begin, end)));
    }
}
