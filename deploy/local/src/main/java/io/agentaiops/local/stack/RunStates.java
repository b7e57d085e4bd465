package io.agentaiops.local.stack;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of what runs, one file for each component under {@code .aiops/run}. */
public final class RunStates {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path folder;

    public RunStates(Path folder) {
        this.folder = folder;
    }

    /** The record of a component whose process still runs. */
    public Optional<RunState> running(String component) {
        return read(file(component)).filter(state -> state.process().isAlive());
    }

    /** All records whose process still runs, in the order in which they were started. */
    public List<RunState> running() {
        return all().stream().filter(state -> state.process().isAlive()).toList();
    }

    /** All records, also of what has ended without being stopped. */
    public List<RunState> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .flatMap(file -> read(file).stream())
                    .sorted(Comparator.comparingInt(RunState::order))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the record; whoever reads it meanwhile sees the old one or the new one. */
    void save(RunState state) {
        try {
            Path unfinished = folder.resolve(state.name() + ".unfinished");
            JSON.writeValue(unfinished.toFile(), state);
            Files.move(
                    unfinished,
                    file(state.name()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record that " + state.name() + " runs: " + e.getMessage(), e);
        }
    }

    void delete(String component) {
        try {
            Files.deleteIfExists(file(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String component) {
        return folder.resolve(component + ".json");
    }

    /** A file that cannot be read, say one of an interrupted write, records nothing. */
    private static Optional<RunState> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), RunState.class)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
