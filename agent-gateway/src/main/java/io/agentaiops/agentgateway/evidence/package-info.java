/** Ties each factual sentence of a model's answer to the passage or tool output that says so, or marks it unverified. {@link io.agentaiops.agentgateway.evidence.EvidenceEngine} is a pure function of text and sources; it must not know where they come from, and never changes what the model said but for references to passages that do not exist. */
@NullMarked
package io.agentaiops.agentgateway.evidence;

import org.jspecify.annotations.NullMarked;
