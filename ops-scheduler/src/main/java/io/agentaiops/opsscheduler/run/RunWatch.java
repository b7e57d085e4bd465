package io.agentaiops.opsscheduler.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Wakes those of this replica who follow a run, whichever replica changed it. */
@ApplicationScoped
public class RunWatch {

    private final ConcurrentHashMap<UUID, Set<Semaphore>> followers = new ConcurrentHashMap<>();

    /** The run changed. */
    public void changed(UUID runId) {
        followers.getOrDefault(runId, Set.of()).forEach(Semaphore::release);
    }

    /** Gets a permit with every change until {@link #unfollow}. */
    Semaphore follow(UUID runId) {
        Semaphore changes = new Semaphore(0);
        followers.compute(runId, (id, known) -> {
            Set<Semaphore> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(changes);
            return all;
        });
        return changes;
    }

    void unfollow(UUID runId, Semaphore changes) {
        followers.computeIfPresent(runId, (id, all) -> {
            all.remove(changes);
            return all.isEmpty() ? null : all;
        });
    }
}
