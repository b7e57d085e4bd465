package io.agentaiops.balancer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The replicas, and who takes the next request. */
final class ReplicaSet {

    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Replica> replicas = List.of();

    List<Replica> all() {
        return replicas;
    }

    /** Takes over what the file says; a replica that stays keeps its count of requests. */
    synchronized void update(List<Replica.Place> places) {
        List<Replica> before = replicas;
        List<Replica> now = new ArrayList<>();
        for (Replica.Place place : places) {
            Replica replica =
                    before.stream().filter(known -> known.is(place)).findFirst().orElseGet(() -> new Replica(place));
            if (place.draining()) {
                replica.drain();
            } else {
                replica.serve();
            }
            now.add(replica);
        }
        replicas = List.copyOf(now);
    }

    /**
     * The one with the fewest requests in flight of those that are ready, in turn among equals. When none is ready, for
     * instance since the database is away, those that are not are asked too: they know best what to answer.
     *
     * @param tried those that this request could not reach
     */
    Optional<Replica> choose(Set<Replica> tried) {
        List<Replica> open = rotated().stream()
                .filter(replica -> !replica.isDraining() && !tried.contains(replica))
                .toList();
        return open.stream()
                .filter(Replica::isReady)
                .min(Comparator.comparingInt(Replica::inFlight))
                .or(() -> open.stream().min(Comparator.comparingInt(Replica::inFlight)));
    }

    /** Whether somebody would answer. */
    boolean isReady() {
        return replicas.stream().anyMatch(replica -> replica.isReady() && !replica.isDraining());
    }

    int inFlight() {
        return replicas.stream().mapToInt(Replica::inFlight).sum();
    }

    private List<Replica> rotated() {
        List<Replica> all = replicas;
        if (all.size() < 2) {
            return all;
        }
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        List<Replica> rotated = new ArrayList<>(all.subList(first, all.size()));
        rotated.addAll(all.subList(0, first));
        return rotated;
    }
}
