package io.agentaiops.local.stack;

/**
 * How a component is.
 *
 * @param name the component
 * @param state up, down (runs, but is not ready), silent (runs, but does not answer), stopped, ended (without being
 *     stopped) or external
 * @param address where it listens
 * @param pid its process; 0 when there is none
 * @param since when it was started; empty when it does not run
 * @param memoryMegabytes what it holds in memory; 0 when that is not known
 */
public record ComponentStatus(String name, String state, String address, long pid, String since, long memoryMegabytes) {

    /** Whether there is nothing to worry about. */
    public boolean good() {
        return state.equals("up") || state.equals("external");
    }
}
