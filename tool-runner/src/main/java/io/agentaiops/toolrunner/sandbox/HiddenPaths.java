package io.agentaiops.toolrunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which files and directories the sandbox has to hide. */
final class HiddenPaths {

    private HiddenPaths() {}

    /**
     * Those that exist, parents first and nothing below them.
     *
     * @param asOther whether commands run as another account: what it cannot reach needs no hiding, and could not be
     *     hidden by it either
     */
    static List<Path> of(SandboxConfig config, boolean asOther) {
        List<Path> hidden = new ArrayList<>();
        Stream.of(
                        config.hiddenPaths().stream().map(Path::of),
                        homes(),
                        config.configDirectory().stream().map(Path::of),
                        config.dataDirectory().stream().flatMap(HiddenPaths::folderOf),
                        config.publicKey().stream().flatMap(HiddenPaths::folderOf))
                .flatMap(paths -> paths)
                .map(Path::toAbsolutePath)
                .filter(Files::exists)
                .map(HiddenPaths::real)
                .filter(path -> !asOther || reachable(path))
                .sorted()
                .forEach(path -> {
                    if (hidden.stream().noneMatch(path::startsWith)) {
                        hidden.add(path);
                    }
                });
        return List.copyOf(hidden);
    }

    /**
     * Those inside hidden ones that must stay visible: the documents and the logs.
     *
     * @param asOther see {@link #of}
     */
    static List<Path> visible(SandboxConfig config, boolean asOther) {
        return Stream.concat(
                        config.visiblePaths().stream().flatMap(List::stream).map(Path::of), logs(config))
                .map(Path::toAbsolutePath)
                .filter(Files::isDirectory)
                .map(HiddenPaths::real)
                .filter(path -> !asOther || reachable(path))
                .filter(path -> of(config, asOther).stream().anyMatch(path::startsWith))
                .toList();
    }

    /** Beside the folder that holds the data of all components. */
    private static Stream<Path> logs(SandboxConfig config) {
        return config.dataDirectory().stream()
                .flatMap(HiddenPaths::folderOf)
                .flatMap(data -> Stream.ofNullable(data.getParent()))
                .map(home -> home.resolve("logs"));
    }

    /** The homes of people, and of the account that this service runs as; what several share is none. */
    private static Stream<Path> homes() {
        Stream<Path> own = Stream.ofNullable(System.getProperty("user.home")).map(Path::of);
        return Stream.concat(own, Accounts.homesOfPeople())
                .filter(home -> home.getNameCount() > 1 || home.equals(Path.of("/root")));
    }

    private static Stream<Path> folderOf(String path) {
        return Stream.ofNullable(Path.of(path).toAbsolutePath().getParent());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static boolean reachable(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            try {
                if (!Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
