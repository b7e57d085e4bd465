package io.agentaiops.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The disk of an engine is full. Its data is moved to a small file system of its own, which is then filled up to the last
 * byte; room is made again, and after the storm the data goes back. Needs a right to mount.
 */
final class DiskFault implements Fault {

    private static final int SPARE_MEGABYTES = 48;
    private static final int BLOCK = 1 << 16;

    private final Stack stack;
    private final String engine;
    private final Path data;
    private final Path aside;
    private boolean moved;

    DiskFault(Stack stack, String engine) {
        this.stack = stack;
        this.engine = engine;
        this.data = stack.home().resolve("data").resolve(engine);
        this.aside = stack.home().resolve("data").resolve(engine + ".aside");
    }

    /** Whether this account may mount a file system. */
    static boolean isPossible(Stack stack) {
        Path probe = stack.home().resolve("mount-probe");
        try {
            Files.createDirectories(probe);
            boolean mounted = exitCode("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", probe.toString()) == 0;
            if (mounted) {
                run("umount", probe.toString());
            }
            Files.delete(probe);
            return mounted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "disk of " + engine + " full";
    }

    @Override
    public void strike() {
        if (!moved) {
            move();
        }
        fill();
    }

    private void move() {
        stack.kill(engine);
        run("mv", data.toString(), aside.toString());
        long megabytes = megabytes(aside) + SPARE_MEGABYTES;
        run("mkdir", data.toString());
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", data.toString());
        moved = true;
        Runtime.getRuntime().addShutdownHook(new Thread(this::unmount));
        run("cp", "-a", "--sparse=always", aside + "/.", data.toString());
        stack.up();
    }

    private static long megabytes(Path folder) {
        try {
            Process process = new ProcessBuilder("du", "-sm", folder.toString()).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return Long.parseLong(said.split("\\s", -1)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (long written = 0; written <= 4L << 30; written += BLOCK) {
                ballast.write(block);
            }
        } catch (IOException full) {
            return;
        }
        throw new IllegalStateException(data + " does not fill up");
    }

    private Path ballast() {
        return data.resolve("ballast");
    }

    @Override
    public Duration lasts() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void heal() {
        try {
            Files.delete(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stack.up();
    }

    @Override
    public void clearAway() {
        if (!moved) {
            return;
        }
        stack.kill(engine);
        run("rm", "-rf", aside.toString());
        run("cp", "-a", "--sparse=always", data.toString(), aside.toString());
        unmount();
        run("rmdir", data.toString());
        run("mv", aside.toString(), data.toString());
        stack.up();
    }

    /** A killed engine may hold it for a moment longer: then it goes as soon as nobody uses it any more. */
    private synchronized void unmount() {
        if (moved) {
            run("umount", "-l", data.toString());
            moved = false;
        }
    }

    private static void run(String... command) {
        if (exitCode(command) != 0) {
            throw new IllegalStateException(List.of(command) + " failed");
        }
    }

    private static int exitCode(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
