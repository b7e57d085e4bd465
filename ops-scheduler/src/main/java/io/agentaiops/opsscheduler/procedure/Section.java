package io.agentaiops.opsscheduler.procedure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A heading of level 2 or 3 and what stands below it up to the next heading of level 1 to 3.
 *
 * @param title the heading without its number
 * @param block the step block below it; null when there is none
 * @param prose what stands below it, without the block
 */
record Section(
        String title, int firstLine, int lastLine, @Nullable Block block, String prose) {

    /**
     * A step block.
     *
     * @param yaml what stands between its fences
     * @param firstLine the line after the opening fence
     */
    record Block(String yaml, int firstLine) {}

    /** Removes the number of a step: {@code 1. Check} and {@code 2) Check} both become {@code Check}. */
    static String withoutNumber(String heading) {
        return heading.strip().replaceFirst("^\\d+(\\.\\d+)*[.):]?\\s+", "");
    }

    /** The title in kebab-case. */
    String slug() {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }
}
