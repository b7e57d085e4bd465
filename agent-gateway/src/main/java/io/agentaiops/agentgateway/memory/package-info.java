/** What is remembered of a conversation: its last exchanges word by word, facts from earlier ones, and a summary when a model has written one. {@link io.agentaiops.agentgateway.memory.Memory} is asked. It must not decide what fits into a model: that is the context guard's part. */
@NullMarked
package io.agentaiops.agentgateway.memory;

import org.jspecify.annotations.NullMarked;
