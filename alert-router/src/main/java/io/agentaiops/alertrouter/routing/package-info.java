/**
 * The tree of routes of alertmanager.yml and the walk through it. Pure: decides who is told, never tells anybody.
 */
@NullMarked
package io.agentaiops.alertrouter.routing;

import org.jspecify.annotations.NullMarked;
