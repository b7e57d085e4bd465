/** Makes backups, proves them and keeps their generations: {@link io.agentaiops.opsscheduler.backup.Backups} is the way in, {@link io.agentaiops.opsscheduler.backup.BackupValidate} looks at what lies on the disk. How a backup looks is the archive package's business, how it comes back the restore package's. */
@NullMarked
package io.agentaiops.opsscheduler.backup;

import org.jspecify.annotations.NullMarked;
