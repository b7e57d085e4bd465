package io.agentaiops.local.cli;

import io.agentaiops.local.stack.Progress;
import java.time.Duration;

/**
 * One line for each thing that happens to a stack.
 *
 * @param terminal where the lines go
 */
record TerminalProgress(Terminal terminal) implements Progress {

    @Override
    public void started(String component, Duration took, String address) {
        say(component, "ready in %6s  %s".formatted(Terminal.seconds(took), address));
    }

    @Override
    public void alreadyRuns(String component, long pid, String address) {
        say(component, "runs already     %s (PID %d)".formatted(address, pid));
    }

    @Override
    public void external(String engine, String address) {
        say(engine, "not started here " + address);
    }

    @Override
    public void stopped(String component, Duration took, boolean graceful) {
        say(component, "%s in %6s".formatted(graceful ? "stopped" : "killed", Terminal.seconds(took)));
    }

    @Override
    public void note(String text) {
        terminal.line("  " + text);
    }

    private void say(String component, String what) {
        terminal.line("  %-22s %s".formatted(component, what));
    }
}
