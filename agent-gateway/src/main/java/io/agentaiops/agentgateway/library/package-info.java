/** The models that the team's Ollamas hold: which one is the default, how each of them does, downloads, deletion, and what is in memory. It must not judge whether a model is good enough: that is promotion's part. */
@NullMarked
package io.agentaiops.agentgateway.library;

import org.jspecify.annotations.NullMarked;
