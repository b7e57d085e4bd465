/**
 * Label matchers in Alertmanager's notation, parsed and applied. Used by routes, silences, thresholds and API filters; must
 * not know any of them.
 */
@NullMarked
package io.agentaiops.alertrouter.matching;

import org.jspecify.annotations.NullMarked;
