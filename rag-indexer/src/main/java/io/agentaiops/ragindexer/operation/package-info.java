/**
 * Capabilities that procedures use: {@code knowledge.*}. Requests are stored before they are carried out, so that a\n * killed process loses none.
 */
@NullMarked
package io.agentaiops.ragindexer.operation;

import org.jspecify.annotations.NullMarked;
