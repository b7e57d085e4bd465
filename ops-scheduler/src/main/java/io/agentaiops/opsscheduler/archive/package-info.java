/** The form of a backup on disk, without anything around it: {@link io.agentaiops.opsscheduler.archive.Archive} is a folder of compressed, encrypted parts under a {@link io.agentaiops.opsscheduler.archive.Manifest}. Knows PostgreSQL and files, and no service, no configuration and no bean, for a restore runs without a platform. */
@NullMarked
package io.agentaiops.opsscheduler.archive;

import org.jspecify.annotations.NullMarked;
