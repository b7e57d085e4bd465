package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Who was erased when, as JSON Lines in {@code erasures.jsonl} beside the backups and in none of them: a restore of an
 * older one brings these people's data back, and the recovery erases them again by this file.
 */
@ApplicationScoped
public class ErasureLog {

    /** Its name in the folder of the backups. */
    static final String FILE = "erasures.jsonl";

    private final BackupConfig config;
    private final ObjectMapper json;

    ErasureLog(BackupConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** Puts it down on the disk; a repetition changes nothing. */
    public synchronized void remember(String principal, Instant erasedAt) throws IOException {
        ObjectNode line = json.createObjectNode().put("principal", principal).put("erasedAt", erasedAt.toString());
        Path file = config.folder().resolve(FILE);
        Files.createDirectories(config.folder());
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.readAllLines(file).contains(line.toString())) {
                channel.position(channel.size());
                channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        }
    }
}
