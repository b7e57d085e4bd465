/**
 * What procedures can ask of this service: one handler for each capability {@code knowledge.*}. The bus hears the
 * requests, sees to it that each is carried out, and answers.
 */
@NullMarked
package io.agentaiops.ragindexer.operation;

import org.jspecify.annotations.NullMarked;
