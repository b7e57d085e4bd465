/**
 * Finds the kinds of messages in logs: {@link io.agentaiops.logmining.LineFormat} cuts off what stands before the
 * message, {@link io.agentaiops.logmining.TemplateMiner} groups the messages and names each group by a template. Reads
 * text and nothing else: no files, no engines, no settings.
 */
@NullMarked
package io.agentaiops.logmining;

import org.jspecify.annotations.NullMarked;
