package io.agentaiops.toolrunner.builtin.terminal;

import java.util.Map;
import java.util.Optional;

/** Says what an exit code above 128 means: the number of a signal of signal(7), as shells count. */
final class Signals {

    private static final int BASE = 128;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(11, "SEGV"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU: it used up its processor time"),
            Map.entry(25, "XFSZ: it wrote too large a file"),
            Map.entry(31, "SYS: the kernel refused a system call"));

    private Signals() {}

    /** What ended the process; empty when it ended by itself. */
    static Optional<String> explain(int exitCode) {
        return Optional.ofNullable(NAMES.get(exitCode - BASE))
                .map(name -> "exit code " + exitCode + ": ended by signal " + (exitCode - BASE) + " " + name);
    }
}
