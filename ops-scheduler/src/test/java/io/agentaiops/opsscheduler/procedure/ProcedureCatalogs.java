package io.agentaiops.opsscheduler.procedure;

import java.nio.file.Path;
import java.time.Duration;

/** Catalogs of other folders than the service's own. */
public final class ProcedureCatalogs {

    private ProcedureCatalogs() {}

    /** The catalog of a folder, read now. */
    public static ProcedureCatalog of(Path folder) {
        return new ProcedureCatalog(new ProceduresConfig() {
            @Override
            public Path folder() {
                return folder;
            }

            @Override
            public Duration scanEvery() {
                return Duration.ofMinutes(1);
            }
        });
    }
}
