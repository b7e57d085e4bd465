package io.agentaiops.architecturerules;

/**
 * What a migration does that the release before it may not survive, or that holds a lock for as long as a table is large.
 *
 * @param file name of the migration's file
 * @param line from 1
 * @param rule short name of the rule, as the list of exceptions has it
 * @param text the line as it is written
 * @param reason what breaks, and what to do instead
 */
record MigrationFinding(String file, int line, String rule, String text, String reason) {

    @Override
    public String toString() {
        return "%s:%d [%s] %s: %s".formatted(file, line, rule, text.strip(), reason);
    }
}
