/**
 * Named time intervals of alertmanager.yml: parsed strictly, asked whether they hold at a moment. Pure.
 */
@NullMarked
package io.agentaiops.alertrouter.interval;

import org.jspecify.annotations.NullMarked;
