package io.agentaiops.toolrunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the filter as the kernel would, instruction by instruction. */
class SeccompFilterTest {

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int EAFNOSUPPORT = 0x00050061;

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void refusedCallsAreRefusedAndTheOthersPass(String architecture) {
        SystemCalls calls = SystemCalls.of(architecture).orElseThrow();
        Set<Integer> special = Set.of(calls.clone3(), calls.cloneCall(), calls.ioctl(), calls.socket());
        for (int number = 0; number < 470; number++) {
            if (!special.contains(number)) {
                int expected = calls.refused().contains(number) ? EPERM : ALLOW;
                assertThat(answer(calls, number, 0, 0)).as("call " + number).isEqualTo(expected);
            }
        }
        assertThat(new TreeSet<>(calls.refused())).hasSameSizeAs(calls.refused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void argumentsDecideWhereTheyMust(String architecture) {
        SystemCalls calls = SystemCalls.of(architecture).orElseThrow();

        assertThat(answer(calls, calls.cloneCall(), 0x003d0f00, 0)).isEqualTo(ALLOW);
        for (int flag :
                new int[] {0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000}) {
            assertThat(answer(calls, calls.cloneCall(), flag | 17, 0)).isEqualTo(EPERM);
        }
        assertThat(answer(calls, calls.clone3(), 0, 0)).isEqualTo(ENOSYS);
        assertThat(answer(calls, calls.ioctl(), 0, 0x5401)).isEqualTo(ALLOW);
        assertThat(answer(calls, calls.ioctl(), 0, 0x5412)).isEqualTo(EPERM);
        assertThat(answer(calls, calls.ioctl(), 0, 0x541C)).isEqualTo(EPERM);
        for (int family : new int[] {1, 2, 10, 16}) {
            assertThat(answer(calls, calls.socket(), family, 0)).isEqualTo(ALLOW);
        }
        for (int family : new int[] {0, 3, 17, 38, 40}) {
            assertThat(answer(calls, calls.socket(), family, 0)).isEqualTo(EAFNOSUPPORT);
        }
    }

    @Test
    void anotherArchitectureAndAnotherAbiAreKilled() {
        SystemCalls calls = SystemCalls.of("amd64").orElseThrow();

        assertThat(run(calls, 0x40000003, 0, 0, 0)).isEqualTo(KILL);
        assertThat(answer(calls, 0x40000000, 0, 0)).isEqualTo(KILL);
        assertThat(answer(calls, 0x400000a5, 0, 0)).isEqualTo(KILL);
    }

    @Test
    void architectureThatIsNotKnownHasNoFilter() {
        assertThat(SystemCalls.of("riscv64")).isEmpty();
    }

    private static int answer(SystemCalls calls, int number, int first, int second) {
        return run(calls, calls.auditArchitecture(), number, first, second);
    }

    private static int run(SystemCalls calls, int architecture, int number, int first, int second) {
        ByteBuffer program = ByteBuffer.wrap(SeccompFilter.compile(calls)).order(ByteOrder.nativeOrder());
        int accumulator = 0;
        for (int at = 0; ; at++) {
            int code = program.getShort(8 * at) & 0xffff;
            int whenTrue = program.get(8 * at + 2) & 0xff;
            int whenFalse = program.get(8 * at + 3) & 0xff;
            int operand = program.getInt(8 * at + 4);
            switch (code) {
                case 0x20 ->
                    accumulator = switch (operand) {
                        case 0 -> number;
                        case 4 -> architecture;
                        case 16 -> first;
                        case 24 -> second;
                        default -> throw new AssertionError("loads " + operand);
                    };
                case 0x15 -> at += accumulator == operand ? whenTrue : whenFalse;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? whenTrue : whenFalse;
                case 0x45 -> at += (accumulator & operand) != 0 ? whenTrue : whenFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("instruction " + code);
            }
        }
    }
}
