package io.agentaiops.toolrunner.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A seccomp filter as the kernel takes it: an array of {@code struct sock_filter} (linux/filter.h) over {@code struct
 * seccomp_data} (linux/seccomp.h). It answers EPERM to the calls of {@link SystemCalls}, to sockets of families that no
 * diagnostic needs, to new namespaces, and to characters pushed into a terminal; it kills whoever calls for another
 * architecture, under which the same numbers mean other calls.
 */
final class SeccompFilter {

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_GREATER_OR_EQUAL = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENT_0 = 16;
    private static final int ARGUMENT_1 = 24;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int ERROR = 0x00050000;
    private static final int EPERM = ERROR | 1;
    private static final int ENOSYS = ERROR | 38;
    private static final int EAFNOSUPPORT = ERROR | 97;

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
    private static final int NEW_NAMESPACES =
            0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000;

    private static final int PUSH_CHARACTER = 0x5412;
    private static final int CONSOLE_CONTROL = 0x541C;
    /** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. */
    private static final List<Integer> FAMILIES = List.of(1, 2, 10, 16);

    private record Instruction(int code, int whenTrue, int whenFalse, int operand) {}

    private final List<Instruction> program = new ArrayList<>();

    private SeccompFilter() {}

    /** The filter for this machine; empty for an architecture that is not known here. */
    static Optional<byte[]> forThisMachine() {
        return SystemCalls.of(System.getProperty("os.arch")).map(SeccompFilter::compile);
    }

    static byte[] compile(SystemCalls calls) {
        SeccompFilter filter = new SeccompFilter();
        filter.checkArchitecture(calls);
        for (int call : calls.refused()) {
            filter.add(JUMP_EQUAL, 0, 1, call);
            filter.give(EPERM);
        }
        // Its flags are behind a pointer, where no filter can see them: the C library falls back to clone.
        filter.add(JUMP_EQUAL, 0, 1, calls.clone3());
        filter.give(ENOSYS);
        filter.checkArgument(calls.cloneCall(), ARGUMENT_0, List.of(), NEW_NAMESPACES);
        filter.checkArgument(calls.ioctl(), ARGUMENT_1, List.of(PUSH_CHARACTER, CONSOLE_CONTROL), 0);
        filter.checkFamily(calls.socket());
        filter.give(ALLOW);
        return filter.bytes();
    }

    private void checkArchitecture(SystemCalls calls) {
        add(LOAD_WORD, 0, 0, ARCHITECTURE);
        add(JUMP_EQUAL, 1, 0, calls.auditArchitecture());
        give(KILL);
        add(LOAD_WORD, 0, 0, NUMBER);
        if (calls.alternativeAbiFrom() > 0) {
            add(JUMP_GREATER_OR_EQUAL, 0, 1, calls.alternativeAbiFrom());
            give(KILL);
        }
    }

    /** Refuses a call with one of these values, or with any of these bits, in the lower half of an argument. */
    private void checkArgument(int call, int argument, List<Integer> values, int bits) {
        int body = 2 * values.size() + (bits == 0 ? 0 : 2) + 2;
        add(JUMP_EQUAL, 0, body, call);
        add(LOAD_WORD, 0, 0, argument);
        for (int value : values) {
            add(JUMP_EQUAL, 0, 1, value);
            give(EPERM);
        }
        if (bits != 0) {
            add(JUMP_ANY_BIT, 0, 1, bits);
            give(EPERM);
        }
        give(ALLOW);
    }

    private void checkFamily(int socket) {
        add(JUMP_EQUAL, 0, FAMILIES.size() + 2, socket);
        add(LOAD_WORD, 0, 0, ARGUMENT_0);
        for (int i = 0; i < FAMILIES.size(); i++) {
            add(JUMP_EQUAL, FAMILIES.size() - i, 0, FAMILIES.get(i));
        }
        give(EAFNOSUPPORT);
    }

    private void give(int answer) {
        add(RETURN, 0, 0, answer);
    }

    private void add(int code, int whenTrue, int whenFalse, int operand) {
        program.add(new Instruction(code, whenTrue, whenFalse, operand));
    }

    private byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.nativeOrder());
        for (Instruction instruction : program) {
            buffer.putShort((short) instruction.code())
                    .put((byte) instruction.whenTrue())
                    .put((byte) instruction.whenFalse())
                    .putInt(instruction.operand());
        }
        return buffer.array();
    }
}
