package io.agentaiops.local.stack;

/**
 * The ports of a stack; all are moved by the same offset, so that two stacks live side by side.
 *
 * @param offset what is added to every port
 */
public record StackPorts(int offset) {

    private static final int HIGHEST = 9_300;
    private static final int LAST_PORT = 65_535;
    private static final int BETWEEN_REPLICAS = 10;
    private static final int BALANCER_ADMIN = 95;

    public StackPorts {
        if (offset < 0 || offset + HIGHEST > LAST_PORT) {
            throw new IllegalArgumentException(
                    "the offset must lie between 0 and " + (LAST_PORT - HIGHEST) + ", is " + offset);
        }
    }

    int kafka() {
        return 9_092 + offset;
    }

    int kafkaController() {
        return 9_093 + offset;
    }

    int postgres() {
        return 5_432 + offset;
    }

    int openSearch() {
        return 9_200 + offset;
    }

    /** The port of a service: what the environment says ({@code AIOPS_TOOL_RUNNER_PORT}), or its own with the offset. */
    public int of(Service service) {
        String set = System.getenv("AIOPS_" + service.name() + "_PORT");
        return set == null ? service.port() + offset : Integer.parseInt(set);
    }

    /**
     * The port of one of several replicas: 8091 is the first tool-runner, 8101 the second. All nine of all five services,
     * and their balancers after them, lie below 8180, so that stacks whose offsets differ by 100 do not meet.
     */
    int replica(Service service, int number) {
        return service.port() + offset + BETWEEN_REPLICAS * number;
    }

    /** Where a service's balancer tells how it is. */
    int balancerAdmin(Service service) {
        return service.port() + offset + BALANCER_ADMIN;
    }

    /** The address of a service. */
    public String url(Service service) {
        return "http://127.0.0.1:" + of(service);
    }
}
