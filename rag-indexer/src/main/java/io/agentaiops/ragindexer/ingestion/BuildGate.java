package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.IndexVersion;

/** Judges a version of the index before it is searched. */
public interface BuildGate {

    /**
     * What it found.
     *
     * @param passed whether the version is good enough
     * @param reason the figures, for people
     */
    record Verdict(boolean passed, String reason) {}

    /**
     * Judges the version.
     *
     * @param forced whether it is searched anyhow
     */
    Verdict judge(IndexVersion built, boolean forced);
}
