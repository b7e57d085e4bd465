/** Ollama: which hosts answer, which models they hold and what those can do, which model and host take the next chat, and one streamed turn of a chat with its failures. It must not know runs or tools beyond their descriptions. */
@NullMarked
package io.agentaiops.agentgateway.model;

import org.jspecify.annotations.NullMarked;
