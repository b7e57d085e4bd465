package io.agentaiops.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom a process runs as: the caller, or, when the caller is root, an account without privileges. OpenSearch and
 * PostgreSQL refuse root, and nothing else of a stack needs it either.
 *
 * @param name the account's name
 * @param uid its user id
 * @param gid its group id
 * @param switched whether a process must be moved to it, or belongs to it anyway
 */
public record Account(String name, int uid, int gid, boolean switched) {

    private static final List<String> UNPRIVILEGED = List.of("aiops", "nobody");

    /** From the range that Linux systems keep for accounts without a name (systemd's DynamicUser). */
    private static final int ISOLATED_ID = 64_321;

    /** The caller's own account. */
    public static Account caller() {
        return new Account(System.getProperty("user.name", "?"), attribute("unix:uid"), attribute("unix:gid"), false);
    }

    /** The caller's account, or for root the first of {@code aiops} and {@code nobody} that this machine has. */
    public static Account unprivileged() {
        Account caller = caller();
        return caller.uid() == 0 ? lookup(UNPRIVILEGED) : caller;
    }

    private static Account lookup(List<String> names) {
        try {
            List<String> entries = Files.readAllLines(Path.of("/etc/passwd"));
            return names.stream()
                    .flatMap(name -> entries.stream().filter(line -> line.startsWith(name + ":")))
                    .findFirst()
                    .map(Account::parse)
                    .orElseThrow(() -> new IllegalStateException(
                            "started by root, but there is no account without privileges to run the engines as; create one:"
                                    + " useradd --system aiops"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Account parse(String entry) {
        String[] fields = entry.split(":", -1);
        return new Account(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), true);
    }

    /** An account like this one that owns nothing that this one owns: for a program that runs what others ask for. */
    public Account isolated() {
        return switched ? new Account(name + "-tools", ISOLATED_ID, ISOLATED_ID, true) : this;
    }

    /** The argument vector that runs the given one as this account, without a way back to more privileges. */
    public List<String> command(List<String> command) {
        if (!switched) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("setpriv", "--reuid", Integer.toString(uid)));
        wrapped.addAll(List.of("--regid", Integer.toString(gid), "--clear-groups", "--no-new-privs"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Makes the folder, if need be, and gives it with all that is in it to this account, closed to everybody else. */
    public Path own(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(
                    folder,
                    Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
            if (switched) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.forEach(this::take);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, but others may look in: for what is no secret, such as configuration. */
    public Path ownOpenly(Path folder) {
        try {
            own(folder);
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives one file to this account and lets another one read it. */
    public void share(Path path, Account other) {
        if (!switched) {
            return;
        }
        try {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", other.gid, LinkOption.NOFOLLOW_LINKS);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives one file to this account. */
    public void take(Path path) {
        if (!switched) {
            return;
        }
        try {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outermost folder on the way to the path that this account may not enter. */
    public Optional<Path> barrier(Path path) {
        if (!switched) {
            return Optional.empty();
        }
        Path absolute = path.toAbsolutePath().normalize();
        return Stream.iterate(1, i -> i < absolute.getNameCount(), i -> i + 1)
                .map(i -> Path.of("/").resolve(absolute.subpath(0, i)))
                .filter(folder -> !mayEnter(folder))
                .findFirst();
    }

    /** Refuses, in words for a person, to run anything as this account that lies where it may not go. */
    public void requireWay(List<Path> paths) {
        for (Path path : paths) {
            barrier(path).ifPresent(barrier -> {
                throw new IllegalStateException("started by root, so that engines and services run as " + name
                        + ", but that account may not enter " + barrier + " on the way to " + path
                        + "; move it (say, to /opt), or start as the user whom it belongs to");
            });
        }
    }

    private boolean mayEnter(Path folder) {
        try {
            int mode = (int) Files.getAttribute(folder, "unix:mode");
            boolean owner = (int) Files.getAttribute(folder, "unix:uid") == uid;
            boolean group = (int) Files.getAttribute(folder, "unix:gid") == gid;
            int bit = owner ? 0100 : group ? 0010 : 0001;
            return (mode & bit) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static int attribute(String name) {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), name);
        } catch (IOException | UnsupportedOperationException e) {
            return -1;
        }
    }
}
