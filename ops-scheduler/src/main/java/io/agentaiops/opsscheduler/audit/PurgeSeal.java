package io.agentaiops.opsscheduler.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is signed when something was purged, so that whoever reads the certificate can check it. */
public final class PurgeSeal {

    private PurgeSeal() {}

    /** The text under the signature; for audit entries {@code to} is the number of the last one that went. */
    public static String text(
            String id,
            String dataClass,
            String from,
            String to,
            long count,
            @Nullable String lastHash,
            Instant purgedAt) {
        return String.join(
                "\n",
                "agent-aiops purge certificate",
                id,
                dataClass,
                from,
                to,
                Long.toString(count),
                lastHash == null ? "" : lastHash,
                purgedAt.toString(),
                "");
    }
}
