/** Answers as Ollama does: the agent as the model {@code agent-aiops}, the models of the Ollama behind under their own names. Managing models is not offered here: that is what {@code /api/v1/models} and its roles are for. */
@NullMarked
package io.agentaiops.agentgateway.ollama;

import org.jspecify.annotations.NullMarked;
