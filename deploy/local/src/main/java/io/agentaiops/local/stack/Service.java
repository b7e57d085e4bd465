package io.agentaiops.local.stack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The five services of the platform. */
public enum Service {
    AGENT_GATEWAY(8080, 384),
    TOOL_RUNNER(8081, 256),
    RAG_INDEXER(8082, 768),
    OPS_SCHEDULER(8083, 256),
    ALERT_ROUTER(8084, 384);

    private final int port;
    private final int heapMegabytes;

    Service(int port, int heapMegabytes) {
        this.port = port;
        this.heapMegabytes = heapMegabytes;
    }

    /** Its name, which is also its folder. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all of them. */
    public static List<String> ids() {
        return Stream.of(values()).map(Service::id).toList();
    }

    /** The service of that name, if there is one. */
    public static Optional<Service> named(String id) {
        return Stream.of(values()).filter(service -> service.id().equals(id)).findFirst();
    }

    /** The service that a component belongs to: itself, one of its replicas, or its balancer. */
    public static Optional<Service> of(String component) {
        return Stream.of(values())
                .filter(service -> component.equals(service.id())
                        || component.equals(service.balancer())
                        || service.isReplica(component))
                .findFirst();
    }

    /** The name of one of several replicas, counted from 1. */
    String replica(int number) {
        return id() + "-" + number;
    }

    boolean isReplica(String component) {
        return component.matches(id() + "-[1-9]");
    }

    /** Which replica it is. */
    int numberOf(String replica) {
        return Integer.parseInt(replica.substring(id().length() + 1));
    }

    /** The name of what listens on the service's port when there are several replicas. */
    String balancer() {
        return "balancer-" + id();
    }

    int port() {
        return port;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /**
     * The engines that must answer before it is started. OpenSearch is none of them: it is the slowest of all, and rag-indexer
     * waits for it by itself and is not ready before.
     */
    List<String> needs() {
        return List.of("kafka", "postgres");
    }
}
