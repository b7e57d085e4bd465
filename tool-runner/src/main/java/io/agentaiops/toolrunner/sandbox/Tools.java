package io.agentaiops.toolrunner.sandbox;

import io.agentaiops.toolrunner.sandbox.SandboxedCommand.Profile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the levels of isolation are built from: paths of the tools, and the parts that they have in common. */
final class Tools {

    /** A fixed text behind the descriptor; the rest are arguments. */
    private static final String OPEN_FILTER = "< \"$0\" || exit 126; exec \"$@\"";

    private final SandboxConfig config;
    private final Executables executables;
    private final boolean root;
    private final List<File> hidden;
    private final List<Path> visible;
    private final Optional<FilterFile> filter;

    Tools(SandboxConfig config, Executables executables) {
        this.config = config;
        this.executables = executables;
        this.root = isRoot();
        this.hidden = HiddenPaths.of(config, root).stream().map(Path::toFile).toList();
        this.visible = HiddenPaths.visible(config, root);
        this.filter = SeccompFilter.forThisMachine().map(FilterFile::new);
    }

    String path(String name) {
        return executables.get(name).toString();
    }

    /** What has to be hidden. */
    List<File> hidden() {
        return hidden;
    }

    /** What stays visible inside of what is hidden. */
    List<Path> visible() {
        return visible;
    }

    /** The seccomp filter; empty for an architecture that we do not know. */
    Optional<FilterFile> filter() {
        return filter;
    }

    /** The start of a vector that opens the filter as a descriptor, of one digit, for what follows. */
    List<String> withFilter(String descriptor) {
        return List.of(
                "/bin/sh",
                "-c",
                "exec " + descriptor + OPEN_FILTER,
                filter.map(FilterFile::path).map(Path::toString).orElseThrow());
    }

    /** The start of a vector that loads the filter from descriptor 9; empty when there is no way to. */
    List<String> loader() {
        Optional<Path> perl = executables.find("perl");
        Optional<SystemCalls> calls = SystemCalls.of(System.getProperty("os.arch"));
        return perl.isPresent() && calls.isPresent() && filter.isPresent()
                ? FilterLoader.vector(perl.get().toString(), calls.get())
                : List.of();
    }

    /** The start of a vector that gives up root; empty when this is not root. */
    List<String> asOther() {
        return root ? changeAccount() : List.of();
    }

    /**
     * The start of a vector that bounds what follows.
     *
     * @param endless whether it serves for long: its processor time is not bounded then
     */
    List<String> limits(Profile profile, boolean endless) {
        if (profile.privileged()) {
            return List.of(path("prlimit"), "--core=0", "--");
        }
        return List.of(
                path("prlimit"),
                "--core=0",
                "--cpu=" + (endless ? "unlimited" : Long.toString(config.cpuSeconds())),
                "--as=" + config.memoryBytes(),
                "--nproc=" + config.processes(),
                "--fsize=" + config.fileBytes(),
                "--nofile=1024",
                "--");
    }

    /** Devices that nvidia-smi looks at. */
    List<String> graphicsDevices() {
        try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
            return devices.map(Path::toString)
                    .filter(name -> name.startsWith("/dev/nvidia"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<String> changeAccount() {
        List<String> known =
                config.groups().stream().filter(Accounts::groupExists).toList();
        return List.of(
                path("setpriv"),
                "--reuid=" + config.runAs(),
                "--regid=" + Accounts.primaryGroup(config.runAs()),
                known.isEmpty() ? "--clear-groups" : "--groups=" + String.join(",", known),
                "--inh-caps=-all",
                "--");
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
