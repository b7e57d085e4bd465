package io.agentaiops.ragindexer.extraction;

import io.agentaiops.ragindexer.extraction.Extraction.Extracted;
import io.agentaiops.ragindexer.extraction.Extraction.Failed;
import io.agentaiops.ragindexer.extraction.Extraction.Refused;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running {@link ExtractionMain}. One thread at a time may use it; it is of no use any more after it had to be killed. */
final class ExtractionProcess implements AutoCloseable {

    /** How a Java process ends that ran out of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final Path folder;
    private final DataOutputStream out;
    private final DataInputStream in;
    private int files;

    private ExtractionProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        this.out = new DataOutputStream(process.getOutputStream());
        this.in = new DataInputStream(process.getInputStream());
    }

    /**
     * Starts it.
     *
     * @param folder where it may write, and finds the files
     */
    static ExtractionProcess start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        // Keys and passwords of the service are none of its business.
        builder.environment().clear();
        return new ExtractionProcess(builder.start(), folder);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** How many files it has read. */
    int files() {
        return files;
    }

    /** Has it read the file; kills it when it takes longer than that. */
    Extraction read(byte[] content, String name, Duration limit) throws IOException {
        files++;
        Path file = Files.createTempFile(folder, "file", null);
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    process.destroyForcibly();
                },
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try {
            Files.write(file, content);
            out.writeUTF(file.toString());
            out.writeUTF(name);
            out.flush();
            return answer();
        } catch (IOException e) {
            return new Failed(late.get() ? "reading it took longer than " + limit.toSeconds() + " s" : whyDead(e));
        } finally {
            alarm.cancel(false);
            Files.deleteIfExists(file);
        }
    }

    private Extraction answer() throws IOException {
        int verdict = in.readUnsignedByte();
        String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        return verdict == ExtractionMain.TEXT ? new Extracted(text) : new Refused(text);
    }

    private String whyDead(IOException problem) {
        process.destroyForcibly();
        try {
            int code = process.waitFor();
            return code == OUT_OF_MEMORY
                    ? "reading it needs more memory than is allowed"
                    : "reading it ended the reader with code " + code + " (" + problem.getMessage() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while it was read";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
