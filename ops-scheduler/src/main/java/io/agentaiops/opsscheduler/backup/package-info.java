/** Whether there is a backup that could be restored: {@link io.agentaiops.opsscheduler.backup.BackupValidate} looks at what the backup job left behind. It makes no backups. */
@NullMarked
package io.agentaiops.opsscheduler.backup;

import org.jspecify.annotations.NullMarked;
