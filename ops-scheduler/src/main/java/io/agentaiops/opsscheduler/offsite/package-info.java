/** Copies of backups in a bucket that speaks S3: {@link io.agentaiops.opsscheduler.offsite.OffsiteStore} brings one there and back. Never makes or judges a backup; which ones go there is the backup package's business. */
@NullMarked
package io.agentaiops.opsscheduler.offsite;

import org.jspecify.annotations.NullMarked;
