/** When two questions are the same: their normal wording, their keyed fingerprint, their vectors, and the judgement of both together. Must not know what becomes of the answer. */
@NullMarked
package io.agentaiops.agentgateway.question;

import org.jspecify.annotations.NullMarked;
