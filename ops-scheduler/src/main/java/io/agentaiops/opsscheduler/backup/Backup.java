package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.opsscheduler.archive.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One backup, as REST shows it.
 *
 * @param phase what is being done
 * @param partsTotal of this phase; 0 when nobody knows
 * @param bytes on the disk
 * @param restoreMs measured recovery time
 * @param dataLossMs measured recovery point: what would be lost if everything broke just before this one
 * @param note why it failed or is bad
 * @param lookedAt when its checksums were last compared, or a proof was last tried
 * @param exportedAt when its offline set was written and read back
 * @param copiedAt when its copy in the bucket was complete
 * @param copyNote why there is none, or what is wrong with it, or nothing
 * @param copyDamaged whether what lies in the bucket is not what was brought there
 * @param hold why it must be kept, or nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backup(
        String id,
        long seq,
        Tier tier,
        BackupState state,
        String phase,
        int partsDone,
        int partsTotal,
        long bytes,
        long rows,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant snapshotAt,
        @Nullable Instant finishedAt,
        @Nullable Instant provenAt,
        @Nullable Long restoreMs,
        @Nullable Long dataLossMs,
        @Nullable Instant lookedAt,
        @Nullable Instant exportedAt,
        @Nullable Instant copiedAt,
        String copyNote,
        boolean copyDamaged,
        String note,
        String hold) {}
