/** Files of the configuration that are read again when they change. {@link io.agentaiops.toolrunner.file.FileStamp}. */
@NullMarked
package io.agentaiops.toolrunner.file;

import org.jspecify.annotations.NullMarked;
