/** Ollama: is it there, which models does it hold, and one streamed turn of a chat. Only this package knows LangChain4j. It must not know runs or tools beyond their descriptions. */
@NullMarked
package io.agentaiops.agentgateway.model;

import org.jspecify.annotations.NullMarked;
