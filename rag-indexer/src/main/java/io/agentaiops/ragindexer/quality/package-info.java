/**
 * How good search is, measured with questions whose answers are known. {@link
 * io.agentaiops.ragindexer.quality.QualityGate} refuses a version of the index that finds less than the one before, {@link
 * io.agentaiops.ragindexer.quality.QualityWatch} measures the one that is searched from time to time and raises an alert
 * when it has become worse.
 */
@NullMarked
package io.agentaiops.ragindexer.quality;

import org.jspecify.annotations.NullMarked;
