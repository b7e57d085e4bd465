package io.agentaiops.local.cli;

import io.agentaiops.local.keys.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the keys of a platform that others start. */
@Command(
        name = "make-keys",
        description =
                "Makes the keys of a platform that runs elsewhere (Compose, Kubernetes, systemd) into a folder. A key"
                        + " that is there already stays.",
        mixinStandardHelpOptions = true)
final class MakeKeysCommand implements Runnable {

    @Parameters(paramLabel = "FOLDER", description = "Closed to everybody else; made when it is missing.")
    private Path folder = Path.of("");

    @Option(
            names = "--readable",
            description =
                    "The files themselves may be read by every account, the folder still cannot be entered: for Compose,"
                            + " which hands single files to containers with another account.")
    private boolean readable;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        KeyRing keys = new KeyRing(folder).complete();
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            try (Stream<Path> inside = Files.list(keys.folder())) {
                for (Path key :
                        Stream.concat(inside, Stream.of(keys.adminKey())).toList()) {
                    Files.setPosixFilePermissions(
                            key, PosixFilePermissions.fromString(readable ? "r--r--r--" : "rw-------"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Terminal terminal = new Terminal(spec.commandLine().getOut());
        List.of(
                        "Keys are in " + folder + ". The administrator's is " + keys.adminKey() + ".",
                        "Keep a copy of " + keys.backupKey() + " elsewhere: no backup holds it.")
                .forEach(terminal::line);
    }
}
