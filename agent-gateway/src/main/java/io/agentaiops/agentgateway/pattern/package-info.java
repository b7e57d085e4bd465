/** What is asked again and again, and how well that goes: questions grouped by meaning, with what speaks for doing something about them. Answers nothing itself. */
@NullMarked
package io.agentaiops.agentgateway.pattern;

import org.jspecify.annotations.NullMarked;
