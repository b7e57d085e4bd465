/**
 * The months of the history: runs with all that belongs to them, and due times, are kept in a partition for each. {@link
 * io.agentaiops.opsscheduler.history.HistoryKeeper} opens months in time and lets go of those beyond their term. What stands
 * in the tables is the business of {@code run}, {@code report} and {@code occurrence}.
 */
@NullMarked
package io.agentaiops.opsscheduler.history;

import org.jspecify.annotations.NullMarked;
