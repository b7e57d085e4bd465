package io.agentaiops.ragindexer.extraction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the text of files that are not text is had. */
@ConfigMapping(prefix = "aiops.extraction")
public interface ExtractionConfig {

    /** How long one file may take before its process is killed; the file is tried again later. */
    @WithDefault("30s")
    Duration limit();

    /** Memory of the process, as Java's {@code -Xmx} takes it; a file that needs more is tried again later. */
    @WithDefault("320m")
    String memory();

    /** Files after which the process is replaced: parsers leak. */
    @WithDefault("200")
    int filesPerProcess();

    /** Characters of text that one file may have. */
    @WithDefault("10000000")
    int mostCharacters();

    /** Whether the process runs under bubblewrap, without network, where bubblewrap is there and works. */
    @WithDefault("true")
    boolean isolate();
}
