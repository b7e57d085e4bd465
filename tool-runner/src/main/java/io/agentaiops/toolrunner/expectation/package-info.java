/** Judges results: {@link io.agentaiops.toolrunner.expectation.ExpectationJudge} holds an output against what was expected. */
@NullMarked
package io.agentaiops.toolrunner.expectation;

import org.jspecify.annotations.NullMarked;
