package io.agentaiops.toolrunner.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Builds the argument vector that runs a command isolated. */
sealed interface Isolation {

    SandboxLevel level();

    /** The vector to start in the command's place. */
    List<String> wrap(SandboxedCommand command);

    /** bubblewrap. */
    record Bubblewrap(Tools tools) implements Isolation {

        @Override
        public SandboxLevel level() {
            return SandboxLevel.BUBBLEWRAP;
        }

        @Override
        public List<String> wrap(SandboxedCommand command) {
            List<String> argv = new ArrayList<>();
            if (!command.privileged()) {
                argv.addAll(tools.asOther());
            }
            argv.add(tools.path("bwrap"));
            argv.addAll(
                    List.of("--new-session", "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--chdir", "/"));
            if (command.privileged()) {
                argv.addAll(List.of("--bind", "/", "/", "--dev-bind", "/dev", "/dev", "--cap-add", "ALL"));
            } else {
                argv.addAll(List.of("--unshare-user", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL"));
                argv.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev"));
                tools.graphicsDevices().forEach(device -> argv.addAll(List.of("--dev-bind-try", device, device)));
                argv.addAll(List.of("--tmpfs", "/tmp"));
            }
            if (!command.network()) {
                argv.add("--unshare-net");
            }
            argv.addAll(command.processes() ? List.of("--ro-bind", "/proc", "/proc") : List.of("--proc", "/proc"));
            if (!command.privileged()) {
                tools.hidden()
                        .forEach(path -> argv.addAll(
                                path.isDirectory()
                                        ? List.of("--tmpfs", path.getPath())
                                        : List.of("--ro-bind", "/dev/null", path.getPath())));
            }
            argv.add("--");
            argv.addAll(tools.limits(command));
            argv.addAll(command.argv());
            return argv;
        }
    }

    /** util-linux. */
    record Unshare(Tools tools) implements Isolation {

        /**
         * Makes every mount read-only and hides what must be hidden, then gives up every capability and becomes the
         * command. A fixed text: the command and the hidden paths are passed as arguments and never read as shell.
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
                  if [ -d "$1" ]; then mount -t tmpfs -o size=4k,mode=0700 tmpfs "$1"
                  else mount --bind /dev/null "$1"; fi
                  shift; count=$((count - 1))
                done
                cd /
                exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
                """;

        @Override
        public SandboxLevel level() {
            return SandboxLevel.UNSHARE;
        }

        @Override
        public List<String> wrap(SandboxedCommand command) {
            if (command.privileged()) {
                return unwrapped(tools, command);
            }
            List<String> argv = new ArrayList<>(List.of(tools.path("setsid")));
            argv.addAll(tools.asOther());
            argv.addAll(List.of(tools.path("setpriv"), "--pdeathsig=KILL", "--", tools.path("unshare")));
            argv.addAll(List.of(
                    "--user", "--map-root-user", "--mount", "--ipc", "--uts", "--pid", "--fork", "--kill-child"));
            if (!command.network()) {
                argv.add("--net");
            }
            if (!command.processes()) {
                argv.add("--mount-proc");
            }
            argv.addAll(List.of("--", "/bin/sh", "-c", PREPARE, "sandbox"));
            argv.add(Integer.toString(tools.hidden().size()));
            tools.hidden().forEach(path -> argv.add(path.getPath()));
            argv.addAll(tools.limits(command));
            argv.addAll(command.argv());
            return argv;
        }
    }

    /** No isolation: only limits, and another account when this one is root. */
    record None(Tools tools) implements Isolation {

        @Override
        public SandboxLevel level() {
            return SandboxLevel.NONE;
        }

        @Override
        public List<String> wrap(SandboxedCommand command) {
            return unwrapped(tools, command);
        }
    }

    private static List<String> unwrapped(Tools tools, SandboxedCommand command) {
        List<String> argv = new ArrayList<>(List.of(tools.path("setsid")));
        if (!command.privileged()) {
            argv.addAll(tools.asOther());
        }
        argv.addAll(List.of(tools.path("setpriv"), "--no-new-privs", "--pdeathsig=KILL", "--"));
        argv.addAll(tools.limits(command));
        argv.addAll(command.argv());
        return argv;
    }
}
