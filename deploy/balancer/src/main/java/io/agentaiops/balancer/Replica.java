package io.agentaiops.balancer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of the service: where it listens, how it is, and what it is doing. */
final class Replica {

    /**
     * A replica as the file names it.
     *
     * @param name such as {@code tool-runner-2}
     * @param port where it listens, on loopback
     * @param draining whether it gets no further requests, since it is about to stop
     */
    record Place(String name, int port, boolean draining) {}

    private final String name;
    private final int port;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<ResumableStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean ready;
    private volatile boolean draining;

    Replica(Place place) {
        this.name = place.name();
        this.port = place.port();
        this.draining = place.draining();
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    boolean is(Place place) {
        return name.equals(place.name()) && port == place.port();
    }

    /** Whether it said when last asked that it is ready. */
    boolean isReady() {
        return ready;
    }

    /** Notes how it is; says whether that is news. */
    boolean heard(boolean isReady) {
        boolean news = ready != isReady;
        ready = isReady;
        return news;
    }

    boolean isDraining() {
        return draining;
    }

    /** From now on it gets no requests; streams that can be resumed elsewhere end, all others run to their own end. */
    void drain() {
        draining = true;
        streams.forEach(ResumableStream::finish);
    }

    void serve() {
        draining = false;
    }

    /** Requests that it has not answered to their end. */
    int inFlight() {
        return inFlight.get();
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    void end() {
        inFlight.decrementAndGet();
    }

    /** Follows a stream, so that it ends when this replica is to stop. */
    void follow(ResumableStream stream) {
        streams.add(stream);
        if (draining) {
            stream.finish();
        }
    }

    void forget(ResumableStream stream) {
        streams.remove(stream);
    }
}
