/**
 * Turns the text of one document into passages with exact lines: parse by format, then split along the headings. Pure\n * functions of their input; knows nothing of files, databases or indices.
 */
@NullMarked
package io.agentaiops.ragindexer.passage;

import org.jspecify.annotations.NullMarked;
