/** What a person looks at first on a machine: who computes, who listens, what fills the disk. */
@NullMarked
package io.agentaiops.toolrunner.builtin.host;

import org.jspecify.annotations.NullMarked;
