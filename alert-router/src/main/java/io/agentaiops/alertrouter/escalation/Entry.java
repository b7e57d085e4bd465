package io.agentaiops.alertrouter.escalation;

import java.time.Instant;

/**
 * One entry of a time line.
 *
 * @param at when
 * @param kind what happened: {@code fires}, {@code resolved}, {@code acknowledged}, {@code told}, {@code note} and others
 * @param by who; empty: the platform
 * @param text more of it
 */
record Entry(Instant at, String kind, String by, String text) {}
