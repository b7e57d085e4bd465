package io.agentaiops.toolrunner.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of system calls on one architecture, from the kernel's unistd tables (asm/unistd_64.h,
 * asm-generic/unistd.h) and linux/audit.h.
 *
 * @param auditArchitecture AUDIT_ARCH of the architecture
 * @param alternativeAbiFrom numbers from here on belong to another ABI of the same architecture (x32); 0 when there is
 *     none
 * @param cloneCall may be called, but not for new namespaces
 * @param clone3 is said not to exist
 * @param ioctl may be called, but not to push characters into a terminal
 * @param socket may be called for local, internet and netlink sockets
 * @param prctl loads the filter
 * @param refused may not be called at all
 */
record SystemCalls(
        int auditArchitecture,
        int alternativeAbiFrom,
        int cloneCall,
        int clone3,
        int ioctl,
        int socket,
        int prctl,
        List<Integer> refused) {

    /** What nothing that only looks has a use for, and what attacks on the kernel are made of. */
    private enum Refused {
        MOUNT(165, 40),
        UMOUNT2(166, 39),
        PIVOT_ROOT(155, 41),
        MOVE_MOUNT(429, 429),
        OPEN_TREE(428, 428),
        FSOPEN(430, 430),
        FSCONFIG(431, 431),
        FSMOUNT(432, 432),
        FSPICK(433, 433),
        MOUNT_SETATTR(442, 442),
        CHROOT(161, 51),
        SWAPON(167, 224),
        SWAPOFF(168, 225),
        QUOTACTL(179, 60),
        QUOTACTL_FD(443, 443),
        ACCT(163, 89),
        OPEN_BY_HANDLE_AT(304, 265),
        FANOTIFY_INIT(300, 262),
        REBOOT(169, 142),
        SETHOSTNAME(170, 161),
        SETDOMAINNAME(171, 162),
        INIT_MODULE(175, 105),
        FINIT_MODULE(313, 273),
        DELETE_MODULE(176, 106),
        KEXEC_LOAD(246, 104),
        KEXEC_FILE_LOAD(320, 294),
        BPF(321, 280),
        PERF_EVENT_OPEN(298, 241),
        USERFAULTFD(323, 282),
        MEMFD_SECRET(447, 447),
        IO_URING_SETUP(425, 425),
        IO_URING_ENTER(426, 426),
        IO_URING_REGISTER(427, 427),
        LOOKUP_DCOOKIE(212, 18),
        NFSSERVCTL(180, 42),
        VHANGUP(153, 58),
        PTRACE(101, 117),
        PROCESS_VM_READV(310, 270),
        PROCESS_VM_WRITEV(311, 271),
        PROCESS_MADVISE(440, 440),
        PIDFD_GETFD(438, 438),
        KCMP(312, 272),
        MIGRATE_PAGES(256, 238),
        MOVE_PAGES(279, 239),
        KEYCTL(250, 219),
        ADD_KEY(248, 217),
        REQUEST_KEY(249, 218),
        UNSHARE(272, 97),
        SETNS(308, 268),
        SETTIMEOFDAY(164, 170),
        CLOCK_SETTIME(227, 112),
        CLOCK_ADJTIME(305, 266),
        // What only x86-64 has.
        IOPERM(173, -1),
        IOPL(172, -1),
        MODIFY_LDT(154, -1),
        USELIB(134, -1),
        USTAT(136, -1),
        SYSCTL(156, -1),
        CREATE_MODULE(174, -1),
        VSERVER(236, -1);

        private final int x86;
        private final int generic;

        Refused(int x86, int generic) {
            this.x86 = x86;
            this.generic = generic;
        }
    }

    SystemCalls {
        refused = List.copyOf(refused);
    }

    /** The numbers for a value of the system property {@code os.arch}. */
    static Optional<SystemCalls> of(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" ->
                Optional.of(new SystemCalls(0xC000003E, 0x40000000, 56, 435, 16, 41, 157, refused(true)));
            case "aarch64" -> Optional.of(new SystemCalls(0xC00000B7, 0, 220, 435, 29, 198, 167, refused(false)));
            default -> Optional.empty();
        };
    }

    private static List<Integer> refused(boolean x86) {
        List<Integer> numbers = new ArrayList<>();
        for (Refused call : Refused.values()) {
            int number = x86 ? call.x86 : call.generic;
            if (number >= 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
