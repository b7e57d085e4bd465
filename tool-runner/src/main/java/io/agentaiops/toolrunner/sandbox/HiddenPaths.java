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
