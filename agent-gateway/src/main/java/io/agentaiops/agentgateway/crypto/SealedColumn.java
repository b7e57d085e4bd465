package io.agentaiops.agentgateway.crypto;

/**
 * A column that holds encrypted text. The names come from the catalogue of the database, never from a request.
 *
 * @param table its table, quoted where needed
 * @param column the column, quoted where needed
 * @param context the column that the text is bound to
 */
record SealedColumn(String table, String column, String context) {

    @Override
    public String toString() {
        return table + "." + column;
    }
}
