/**
 * Regular expressions that come from callers or meet their texts: {@link io.agentaiops.toolrunner.pattern.BoundedText} sees
 * that none of them runs for ever.
 */
@NullMarked
package io.agentaiops.toolrunner.pattern;

import org.jspecify.annotations.NullMarked;
