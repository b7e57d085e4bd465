/** The bus on a real broker and a real database. */
@NullMarked
package io.agentaiops.eventbus;

import org.jspecify.annotations.NullMarked;
