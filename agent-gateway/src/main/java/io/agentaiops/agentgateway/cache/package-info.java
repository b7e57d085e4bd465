/** Answers that are given again: to the same question, as long as the documents that they cite are as they were, and to whom they may be shown. Knows nothing of how answers are made. */
@NullMarked
package io.agentaiops.agentgateway.cache;

import org.jspecify.annotations.NullMarked;
