/**
 * alert-router: takes alerts and samples in; groups, silences, routes and notifies.
 */
@NullMarked
package io.agentaiops.alertrouter;

import org.jspecify.annotations.NullMarked;
