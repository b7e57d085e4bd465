package io.agentaiops.opsscheduler.security;

import java.util.Map;

/** Something that others have made and that may have holes: a library of the build or a package of the host. */
sealed interface Part permits Library, HostPackage {

    /** Package URL, such as {@code pkg:maven/org.jdbi/jdbi3-core@3.49.5}. */
    String purl();

    /** The question about it in OSV's batch query. */
    Map<String, Object> query();

    /** The part in CycloneDX. */
    Map<String, Object> toComponent();
}
