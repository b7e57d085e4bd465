package io.agentaiops.alertrouter.notification.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.gotemplate.TemplateError;
import io.agentaiops.alertrouter.gotemplate.TemplateSet;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** The templates of one configuration: those by default, and those of the files under {@code templates}. */
public final class AlertTemplates {

    /** Only those by default, for tests and where nothing is configured. */
    public static final AlertTemplates DEFAULT = standard(Clock.systemUTC(), new ObjectMapper());

    private final TemplateSet set;

    private AlertTemplates(TemplateSet set) {
        this.set = set;
    }

    public static AlertTemplates standard(Clock clock, ObjectMapper json) {
        try (InputStream stream = Objects.requireNonNull(
                AlertTemplates.class.getResourceAsStream("/defaults/default.tmpl"), "default.tmpl")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new AlertTemplates(
                    TemplateSet.with(new AlertFunctions(clock, json).all()).plus("default.tmpl", text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the files of {@code templates:}, each a path or a pattern such as {@code templates/*.tmpl}. */
    public AlertTemplates with(YamlMap root, Path directory) {
        TemplateSet all = set;
        for (String pattern : root.texts("templates")) {
            try {
                for (Path file : files(directory.resolve(pattern))) {
                    all = all.plus(file.toString(), Files.readString(file));
                }
                all.check();
            } catch (IOException e) {
                throw root.refuse("templates", "cannot be read: " + pattern);
            } catch (TemplateError e) {
                throw root.refuse("templates", "hold an error: " + e.getMessage());
            }
        }
        return new AlertTemplates(all);
    }

    private static List<Path> files(Path pattern) throws IOException {
        Path parent = pattern.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(parent, pattern.getFileName().toString())) {
            List<Path> files = new java.util.ArrayList<>();
            found.forEach(files::add);
            files.sort(null);
            return files;
        }
    }

    /** A text that may hold actions. Throws {@link TemplateError}. */
    public TemplateText text(String name, String text) {
        return new TemplateText(name, text, text.contains("{{") ? set.compile(name, text) : null);
    }
}
