/** Answers as the OpenAI API does (chat completions, models, embeddings): the agent as the model {@code agent-aiops}, the models of Ollama under their own names by Ollama's own compatible endpoints. */
@NullMarked
package io.agentaiops.agentgateway.openai;

import org.jspecify.annotations.NullMarked;
