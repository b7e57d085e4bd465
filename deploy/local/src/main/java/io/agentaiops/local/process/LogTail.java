package io.agentaiops.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log file. */
public final class LogTail {

    private static final int LINES = 15;
    private static final int BYTES = 65_536;

    /** What a JVM says, also at the end of a failure, of the cache that it writes for its next start. */
    private static final Pattern OF_THE_CACHE = Pattern.compile("(?:Temporary AOTConfiguration recorded"
            + "|Launching child process \\S+ to assemble AOT cache"
            + "|Picked up JAVA_TOOL_OPTIONS"
            + "|Reading AOTConfiguration"
            + "|AOTCache creation is complete"
            + "|Removed temporary AOT configuration).*");

    private LogTail() {}

    /** The last lines that say something of the program; none when there is no such file. */
    public static List<String> of(Path log) {
        return of(log, LINES);
    }

    /**
     * So many of the last lines that are not blank, as far as they stand in the last {@value #BYTES} bytes, without those
     * about the cache of a JVM.
     */
    public static List<String> of(Path log, int lines) {
        if (!Files.isReadable(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES);
            file.seek(start);
            byte[] end = new byte[(int) (file.length() - start)];
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !OF_THE_CACHE.matcher(line).matches())
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
