package io.agentaiops.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Ends processes when this JVM ends, however it ends. A shell reads the pipe that this JVM holds open; when the JVM is
 * gone, even by kill -9, the pipe closes and the shell stops what it was told of. For tests, which must leave nothing.
 */
public final class Watchdog {

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            list=
            folders=
            while read -r word a b c; do
              case $word in
                process) list="$a:$b:$c $list" ;;
                folder) folders="$folders $a" ;;
              esac
            done
            ours() {
              [ -r "/proc/$1/stat" ] || return 1
              stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
              set -- "$2" ${stat##*') '}
              [ "$1" = "${21}" ] && [ "$2" != Z ]
            }
            each() {
              for entry in $list; do
                pid=${entry%%:*}; rest=${entry#*:}; ticks=${rest%%:*}; signal=${rest#*:}
                if ours "$pid" "$ticks"; then left=yes; [ -z "$1" ] || kill "-${2:-$signal}" "$pid"; fi
              done
            }
            each kill
            tries=0
            while :; do
              left=
              each
              [ -n "$left" ] && [ "$tries" -lt 100 ] || break
              tries=$((tries + 1))
              sleep 0.1
            done
            each kill KILL
            for folder in $folders; do rm -rf "$folder"; done
            """;

    private final Process shell;
    private final Writer orders;

    private Watchdog(Process shell) {
        this.shell = shell;
        this.orders = shell.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the watch; it ends with this JVM, which waits for it when it can. */
    public static Watchdog start() {
        try {
            Watchdog watchdog = new Watchdog(new ProcessBuilder("setsid", "sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
            Runtime.getRuntime().addShutdownHook(new Thread(watchdog::release, "watchdog"));
            return watchdog;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the watchdog", e);
        }
    }

    /** From now on the process ends with this JVM. */
    public void watch(LocalProcess process) {
        order("process %d %d %s"
                .formatted(process.identity().pid(), process.identity().startTicks(), process.stopSignal()));
    }

    /** From now on the folder, whose path must hold no space, is deleted when this JVM ends. */
    public void discard(Path folder) {
        if (folder.toString().contains(" ")) {
            return;
        }
        order("folder " + folder.toAbsolutePath());
    }

    /** Ends everything that is watched, and waits until it has ended. */
    public void release() {
        try {
            orders.close();
            shell.waitFor(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the watchdog is gone", e);
        }
    }
}
