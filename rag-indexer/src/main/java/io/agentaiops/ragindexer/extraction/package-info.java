/**
 * Text out of files that are not text. {@link io.agentaiops.ragindexer.extraction.DocumentExtractor} is what the rest of
 * the service sees; the parsers run in a process of their own, which has little memory, no network, no secrets and a limit
 * of time, so that no file can harm the service. Nothing of Tika may be used on this side.
 */
@NullMarked
package io.agentaiops.ragindexer.extraction;

import org.jspecify.annotations.NullMarked;
