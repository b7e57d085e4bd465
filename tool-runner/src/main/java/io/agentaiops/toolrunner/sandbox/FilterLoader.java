package io.agentaiops.toolrunner.sandbox;

import java.util.List;

/**
 * Loads the seccomp filter where bubblewrap cannot: util-linux's own tools learned to only lately, and Java hands no
 * system call on to the processes that it starts. Perl is on nearly every Linux, and calls the kernel by number.
 */
final class FilterLoader {

    /**
     * prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, struct sock_fprog *), then becomes what follows. The filter comes from
     * descriptor 9. A fixed text; everything else are arguments.
     */
    private static final String LOAD = """
        my $number = shift;
        open(my $file, "<&=", 9) or exit 126;
        binmode $file;
        local $/;
        my $filter = <$file>;
        close $file;
        my $program = pack("S x!8 P", length($filter) / 8, $filter);
        syscall($number + 0, 22, 2, $program) == 0 or exit 126;
        exec { $ARGV[0] } @ARGV;
        exit 127;
        """;

    private FilterLoader() {}

    /** The start of a vector that loads the filter and becomes what follows. */
    static List<String> vector(String perl, SystemCalls calls) {
        return List.of(perl, "-e", LOAD, "--", Integer.toString(calls.prctl()));
    }
}
