/**
 * Rules over metric samples: above or below a limit for a time, or absent. Their state is durable; what they find becomes
 * alerts through ingestion.
 */
@NullMarked
package io.agentaiops.alertrouter.threshold;

import org.jspecify.annotations.NullMarked;
