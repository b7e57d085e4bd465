/** What goes wrong for users: cases from the problem to a document that solves it, and questions that must not go wrong again. Main type: {@code Cases}. */
@NullMarked
package io.agentaiops.agentgateway.support;

import org.jspecify.annotations.NullMarked;
