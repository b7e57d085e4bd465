package io.agentaiops.ragindexer.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where documents come from and what is taken. */
@ConfigMapping(prefix = "aiops.source")
public interface SourceConfig {

    /** The watched folder; its documents are called by their path below it. */
    @WithDefault("${AIOPS_DOCUMENTS_DIR:documents}")
    Path folder();

    /**
     * Further watched folders by name, such as {@code aiops.source.folders.wiki=/srv/wiki} or {@code
     * AIOPS_SOURCE_FOLDERS_WIKI}: their documents are called by the name, a slash and their path below it. A file of the
     * first folder that would have the same id comes first; the other one is listed as skipped.
     */
    Map<String, Path> folders();

    /** Whether the folders are watched at all; off in a replica that only searches. */
    @WithDefault("true")
    boolean watch();

    /** Paths below a folder that are not knowledge, as glob patterns. */
    @WithDefault("adr/**,changes/**,README.md")
    List<String> exclude();

    /** Largest document of text, in bytes; a larger one is refused with the reason. */
    @WithDefault("5000000")
    int maxSize();

    /** Largest file that is not text, such as PDF, in bytes. */
    @WithDefault("50000000")
    int maxFileSize();

    /** A file is read when nothing has happened to it for so long: an editor writes in several steps. */
    @WithDefault("150ms")
    Duration quiet();

    /** A file that keeps changing is read after so long nevertheless. */
    @WithDefault("1500ms")
    Duration patience();

    /** How often each folder is compared with what is known, for changes that the watch did not report. */
    @WithDefault("30s")
    Duration reconcileEvery();
}
