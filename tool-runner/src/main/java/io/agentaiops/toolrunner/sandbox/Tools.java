package io.agentaiops.toolrunner.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the levels of isolation are built from: paths of the tools, and the parts that they have in common. */
final class Tools {

    private final SandboxConfig config;
    private final Executables executables;
    private final boolean root;
    private final List<File> hidden;

    Tools(SandboxConfig config, Executables executables) {
        this.config = config;
        this.executables = executables;
        this.root = isRoot();
        this.hidden = HiddenPaths.of(config, root).stream().map(Path::toFile).toList();
    }

    String path(String name) {
        return executables.get(name).toString();
    }

    /** What has to be hidden. */
    List<File> hidden() {
        return hidden;
    }

    /** The start of a vector that gives up root; empty when this is not root. */
    List<String> asOther() {
        return root ? changeAccount() : List.of();
    }

    /** The start of a vector that bounds what follows. */
    List<String> limits(SandboxedCommand command) {
        String prlimit = path("prlimit");
        return command.privileged()
                ? List.of(prlimit, "--core=0", "--")
                : List.of(
                        prlimit,
                        "--core=0",
                        "--cpu=" + config.cpuSeconds(),
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
        List<String> known = config.groups().stream().filter(Tools::groupExists).toList();
        return List.of(
                path("setpriv"),
                "--reuid=" + config.runAs(),
                "--regid=" + primaryGroup(config.runAs()),
                known.isEmpty() ? "--clear-groups" : "--groups=" + String.join(",", known),
                "--inh-caps=-all",
                "--");
    }

    private static boolean groupExists(String group) {
        return lines("/etc/group").stream().anyMatch(line -> line.startsWith(group + ":"));
    }

    private static String primaryGroup(String account) {
        return lines("/etc/passwd").stream()
                .filter(line -> line.startsWith(account + ":"))
                .map(line -> line.split(":", -1)[3])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("aiops.sandbox.run-as: there is no account " + account));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
