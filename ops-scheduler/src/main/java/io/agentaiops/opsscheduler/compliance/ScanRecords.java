package io.agentaiops.opsscheduler.compliance;

import java.util.List;

/** Keeps what scans found, for those who must show that they took place. */
public interface ScanRecords {

    /**
     * Writes a scan down, once for each id.
     *
     * @param id of the scan
     * @param by who asked for it
     * @param scope what was looked at
     * @param found what must be mended, in words
     */
    void scanned(String id, String by, String scope, String summary, List<String> found);
}
