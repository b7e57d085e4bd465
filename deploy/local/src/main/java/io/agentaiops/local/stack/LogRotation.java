package io.agentaiops.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a component's log file from growing for ever: one older file is kept beside it. */
final class LogRotation {

    private static final long LIMIT = 10L * 1024 * 1024;

    private LogRotation() {}

    static void beforeStart(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > LIMIT) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rotate " + log, e);
        }
    }
}
