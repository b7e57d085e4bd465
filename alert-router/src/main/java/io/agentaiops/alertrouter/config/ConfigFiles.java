package io.agentaiops.alertrouter.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The files that people edit, put in place from the defaults in this service when they are missing. */
@ApplicationScoped
public class ConfigFiles {

    /**
     * A file as it is now.
     *
     * @param name where it stands, for messages
     * @param text its text
     */
    public record Source(String name, String text) {}

    private static final Logger LOG = Logger.getLogger(ConfigFiles.class);

    private final AlertingFileConfig config;

    ConfigFiles(AlertingFileConfig config) {
        this.config = config;
    }

    /** The file of that name in the directory, made from the default of the same name when it is missing. */
    public Source read(String name) {
        String standard = standard(name);
        Optional<Path> directory = config.configDir();
        if (directory.isEmpty()) {
            return new Source("default " + name, standard);
        }
        Path file = directory.get().resolve(name);
        try {
            if (Files.notExists(file) && !written(file, standard)) {
                return new Source("default " + name, standard);
            }
            return new Source(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file, e);
        }
    }

    /** A directory that is read-only, as a mounted one is, leaves the default in force. */
    private static boolean written(Path file, String standard) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, standard, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
            LOG.infof("%s can't be written, so the default is in force", file);
            return false;
        }
    }

    private static String standard(String name) {
        try (InputStream stream = ConfigFiles.class.getResourceAsStream("/defaults/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no default for " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
