/** Whether a model is good enough to answer people: evaluation on golden questions, a share of the questions as a canary, promotion or roll-back by itself. {@link io.agentaiops.agentgateway.promotion.AnsweringModels} tells which model answers. */
@NullMarked
package io.agentaiops.agentgateway.promotion;

import org.jspecify.annotations.NullMarked;
