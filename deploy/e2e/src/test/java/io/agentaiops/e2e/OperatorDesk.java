package io.agentaiops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The operator's commands for the stages of a maintenance. The services' account may neither stop nor start the others, as
 * it should be: a stage's command puts a note on the desk, and waits until somebody with the power has done it.
 *
 * @param folder where notes lie
 */
record OperatorDesk(Path folder) {

    OperatorDesk {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.writeString(folder.resolve("stage.sh"), """
                    touch "%1$s/$1.asked"
                    until [ -e "%1$s/$1.done" ]; do sleep 0.1; done
                    cat "%1$s/$1.done"
                    """.formatted(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of ops-scheduler. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        Stream.of("stop", "update", "start", "roll-back")
                .forEach(stage -> environment.put(
                        "AIOPS_MAINTENANCE_STAGES_"
                                + stage.toUpperCase(java.util.Locale.ROOT).replace('-', '_'),
                        "/bin/sh," + folder.resolve("stage.sh") + "," + stage));
        return environment;
    }

    boolean isAsked(String stage) {
        return Files.exists(folder.resolve(stage + ".asked"));
    }

    void done(String stage, String words) {
        try {
            Path unfinished = folder.resolve(stage + ".unfinished");
            Files.writeString(unfinished, words);
            Files.move(unfinished, folder.resolve(stage + ".done"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
