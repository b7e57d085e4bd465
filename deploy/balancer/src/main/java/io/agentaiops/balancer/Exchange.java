package io.agentaiops.balancer;

import io.vertx.core.http.HttpClientRequest;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request on its way: which replica has it, and which could not be reached. Used on one event loop. */
final class Exchange {

    private final Set<Replica> tried = new HashSet<>();
    private @Nullable Replica replica;
    private @Nullable HttpClientRequest passedOn;
    private boolean abandoned;

    Set<Replica> tried() {
        return Set.copyOf(tried);
    }

    @Nullable
    Replica replica() {
        return replica;
    }

    void begin(Replica chosen) {
        end();
        tried.add(chosen);
        chosen.begin();
        replica = chosen;
    }

    void passedOnBy(HttpClientRequest request) {
        passedOn = request;
        if (abandoned) {
            request.reset();
        }
    }

    /** The replica is no longer busy with it, however it ended. */
    void end() {
        if (replica != null) {
            replica.end();
            replica = null;
        }
        passedOn = null;
    }

    /** The caller has gone: the replica need not go on. */
    void abandon() {
        abandoned = true;
        if (passedOn != null) {
            passedOn.reset();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }
}
