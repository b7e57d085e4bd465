package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.SandboxedCommand.Profile;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Builds the argument vector that runs a command isolated. */
sealed interface Isolation {

    SandboxLevel level();

    /** Whether commands that only look are held by the seccomp filter. */
    default boolean filters() {
        return false;
    }

    /**
     * The vector to start in the command's place.
     *
     * @param endless whether it serves for long
     */
    List<String> wrap(List<String> command, Profile profile, boolean endless);

    /** Whether it can make one sandbox after the other in a {@link Slot}. */
    default boolean hasSlots() {
        return false;
    }

    /** The vector of a slot whose sandboxes run the command. */
    default List<String> slot(List<String> command, Profile profile) {
        throw new UnsupportedOperationException(level() + " has no slots");
    }

    /** bubblewrap. */
    record Bubblewrap(Tools tools) implements Isolation {

        private static final String SMALL = "67108864";
        private static final String NOTHING = "4096";

        @Override
        public SandboxLevel level() {
            return SandboxLevel.BUBBLEWRAP;
        }

        @Override
        public boolean filters() {
            return tools.filter().isPresent();
        }

        @Override
        public List<String> wrap(List<String> command, Profile profile, boolean endless) {
            List<String> argv = new ArrayList<>();
            boolean filtered = !profile.privileged() && filters();
            if (filtered) {
                argv.addAll(tools.withFilter("9"));
            }
            if (!profile.privileged()) {
                argv.addAll(tools.asOther());
            }
            argv.addAll(bubble(command, profile, endless, filtered));
            return argv;
        }

        @Override
        public boolean hasSlots() {
            return filters();
        }

        @Override
        public List<String> slot(List<String> command, Profile profile) {
            List<String> argv = new ArrayList<>(tools.withFilter("8"));
            argv.addAll(tools.asOther());
            // After the change of account, which would undo it.
            argv.addAll(List.of(tools.path("setpriv"), "--pdeathsig=KILL", "--"));
            argv.addAll(Slot.LOOP);
            argv.addAll(bubble(command, profile, false, true));
            return argv;
        }

        private List<String> bubble(List<String> command, Profile profile, boolean endless, boolean filtered) {
            List<String> argv = new ArrayList<>(List.of(tools.path("bwrap")));
            if (filtered) {
                argv.addAll(List.of("--seccomp", "9"));
            }
            argv.addAll(
                    List.of("--new-session", "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--chdir", "/"));
            argv.addAll(
                    profile.privileged()
                            ? List.of("--bind", "/", "/", "--dev-bind", "/dev", "/dev", "--cap-add", "ALL")
                            : closed());
            if (!profile.network()) {
                argv.add("--unshare-net");
            }
            argv.addAll(profile.processes() ? List.of("--ro-bind", "/proc", "/proc") : List.of("--proc", "/proc"));
            if (!profile.privileged()) {
                hide(argv, profile);
            }
            argv.add("--");
            argv.addAll(tools.limits(profile, endless));
            argv.addAll(command);
            return argv;
        }

        /** Everything that can be written to is small, and goes with the sandbox. */
        private List<String> closed() {
            List<String> argv = new ArrayList<>(
                    List.of("--unshare-user", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL"));
            argv.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev"));
            tools.graphicsDevices().forEach(device -> argv.addAll(List.of("--dev-bind-try", device, device)));
            argv.addAll(List.of("--size", SMALL, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
            argv.addAll(List.of("--size", SMALL, "--tmpfs", "/tmp"));
            return argv;
        }

        private void hide(List<String> argv, Profile profile) {
            List<String> folders = new ArrayList<>();
            for (File hidden : tools.hidden()) {
                String path = hidden.getPath();
                if (hidden.isDirectory()) {
                    argv.addAll(List.of("--size", NOTHING, "--tmpfs", path));
                    folders.add(path);
                } else {
                    argv.addAll(List.of("--ro-bind", "/dev/null", path));
                }
            }
            tools.visible().forEach(path -> argv.addAll(List.of("--ro-bind-try", path.toString(), path.toString())));
            profile.exposed().forEach(path -> argv.addAll(List.of("--ro-bind-try", path, path)));
            folders.forEach(path -> argv.addAll(List.of("--remount-ro", path)));
        }
    }

    /** util-linux. */
    record Unshare(Tools tools) implements Isolation {

        /**
         * Makes every mount read-only and hides what must be hidden, then gives up every capability and becomes the
         * command. A fixed text: the command and the paths are passed as arguments and never read as shell.
         */
        private static final String PREPARE = """
            set -eu
            mount --make-rprivate /
            while read -r _ target _; do
              case $target in
                /proc|/proc/*|/sys|/sys/*|/dev|/dev/*) ;;
                *) mount -o remount,bind,ro "$target" ;;
              esac
            done < /proc/self/mounts
            mount -t tmpfs -o size=64m,mode=1777 tmpfs /tmp
            if [ -d /dev/shm ]; then mount -t tmpfs -o size=64m,mode=1777 tmpfs /dev/shm; fi
            count=$1; shift
            while [ "$count" -gt 0 ]; do
              kept=/tmp/.kept$2
              case $1 in
                keep)
                  if [ -d "$3" ]; then mkdir "$kept"; mount --rbind "$3" "$kept"
                  elif [ -e "$3" ]; then : > "$kept"; mount --bind "$3" "$kept"; fi ;;
                hide)
                  if [ -d "$3" ]; then mount -t tmpfs -o size=4k,mode=0755 tmpfs "$3"
                  else mount --bind /dev/null "$3"; fi ;;
                show)
                  if [ -d "$kept" ]; then mkdir -p "$3"; mount --move "$kept" "$3"; rmdir "$kept"
                  elif [ -e "$kept" ]; then mount --move "$kept" "$3"; rm "$kept"; fi ;;
                close) if [ -d "$3" ]; then mount -o remount,bind,ro "$3"; fi ;;
              esac
              shift 3; count=$((count - 1))
            done
            cd /
            exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
            """;

        @Override
        public SandboxLevel level() {
            return SandboxLevel.UNSHARE;
        }

        @Override
        public boolean filters() {
            return !tools.loader().isEmpty();
        }

        @Override
        public List<String> wrap(List<String> command, Profile profile, boolean endless) {
            if (profile.privileged()) {
                return unwrapped(tools, command, profile, endless);
            }
            List<String> argv = new ArrayList<>(List.of(tools.path("setsid")));
            if (filters()) {
                argv.addAll(tools.withFilter("9"));
            }
            argv.addAll(tools.asOther());
            argv.addAll(List.of(tools.path("setpriv"), "--pdeathsig=KILL", "--", tools.path("unshare")));
            argv.addAll(List.of(
                    "--user", "--map-root-user", "--mount", "--ipc", "--uts", "--pid", "--fork", "--kill-child"));
            if (!profile.network()) {
                argv.add("--net");
            }
            if (!profile.processes()) {
                argv.add("--mount-proc");
            }
            argv.addAll(List.of("--", "/bin/sh", "-c", PREPARE, "sandbox"));
            List<String> mounts = mounts(profile);
            argv.add(Integer.toString(mounts.size() / 3));
            argv.addAll(mounts);
            argv.addAll(tools.loader());
            argv.addAll(tools.limits(profile, endless));
            argv.addAll(command);
            return argv;
        }

        /** What to do with mounts, in threes: the deed, a number for what is kept aside, the path. */
        private List<String> mounts(Profile profile) {
            List<String> shown = new ArrayList<>(profile.exposed());
            tools.visible().forEach(path -> shown.add(path.toString()));
            List<String> mounts = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                mounts.addAll(List.of("keep", Integer.toString(i), shown.get(i)));
            }
            tools.hidden().forEach(path -> mounts.addAll(List.of("hide", "-", path.getPath())));
            for (int i = 0; i < shown.size(); i++) {
                mounts.addAll(List.of("show", Integer.toString(i), shown.get(i)));
            }
            tools.hidden().forEach(path -> mounts.addAll(List.of("close", "-", path.getPath())));
            return mounts;
        }
    }

    /** No isolation: only limits, and another account when this one is root. */
    record None(Tools tools) implements Isolation {

        @Override
        public SandboxLevel level() {
            return SandboxLevel.NONE;
        }

        @Override
        public List<String> wrap(List<String> command, Profile profile, boolean endless) {
            return unwrapped(tools, command, profile, endless);
        }
    }

    private static List<String> unwrapped(Tools tools, List<String> command, Profile profile, boolean endless) {
        List<String> argv = new ArrayList<>(List.of(tools.path("setsid")));
        if (!profile.privileged()) {
            argv.addAll(tools.asOther());
        }
        argv.addAll(List.of(tools.path("setpriv"), "--no-new-privs", "--pdeathsig=KILL", "--"));
        argv.addAll(tools.limits(profile, endless));
        argv.addAll(command);
        return argv;
    }
}
