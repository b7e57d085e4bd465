package io.agentaiops.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A process of this machine, told apart from a later one with the same PID by its start time.
 *
 * @param pid the process id
 * @param startTicks the start time as the kernel counts it (clock ticks since boot), or milliseconds where there is no /proc
 */
public record ProcessIdentity(long pid, long startTicks) {

    private static final int FIELDS_BEFORE_STATE = 2;
    private static final int START_TIME_FIELD = 22;

    public ProcessIdentity {
        if (pid < 1) {
            throw new IllegalArgumentException("pid must be positive, is " + pid);
        }
    }

    /** The identity of a process that was just started; it must not have been reaped. */
    static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startTicks(pid).orElse(0));
    }

    /** Whether exactly this process still runs; a zombie does not. */
    public boolean isAlive() {
        OptionalLong now = startTicks(pid);
        return now.isPresent() && now.getAsLong() == startTicks;
    }

    private static OptionalLong startTicks(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return parse(Files.readString(stat));
        } catch (IOException e) {
            return Files.exists(Path.of("/proc/self/stat")) ? OptionalLong.empty() : fromHandle(pid);
        }
    }

    /** The command in parentheses may hold spaces and parentheses itself, so fields are counted from its last one. */
    static OptionalLong parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        boolean dead = fields[0].equals("Z") || fields[0].equals("X");
        return dead
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(fields[START_TIME_FIELD - FIELDS_BEFORE_STATE - 1]));
    }

    private static OptionalLong fromHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> OptionalLong.of(start.toEpochMilli()))
                .orElse(OptionalLong.empty());
    }
}
