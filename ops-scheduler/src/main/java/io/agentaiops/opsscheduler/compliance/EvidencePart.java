package io.agentaiops.opsscheduler.compliance;

import java.io.IOException;
import java.util.Map;

/** Some files of a bundle: bytes as they are, everything else as JSON. */
interface EvidencePart {

    /** By file name. */
    Map<String, Object> files() throws IOException;
}
