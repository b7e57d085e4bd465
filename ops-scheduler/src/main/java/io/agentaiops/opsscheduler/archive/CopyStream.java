package io.agentaiops.opsscheduler.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's COPY. With the settings of {@link #settle} equal rows in equal order always are equal bytes, so that the
 * checksum of a table is one over its rows.
 */
public final class CopyStream {

    private static final List<String> SETTINGS = List.of(
            "set search_path = pg_catalog",
            "set timezone = 'UTC'",
            "set datestyle = 'ISO, YMD'",
            "set intervalstyle = 'iso_8601'",
            "set extra_float_digits = 1",
            "set bytea_output = 'hex'",
            "set xmloption = 'content'",
            "set synchronize_seqscans = off",
            "set statement_timeout = 0",
            "set lock_timeout = 0",
            "set idle_in_transaction_session_timeout = 0");

    private CopyStream() {}

    /** Makes the connection one that COPYs the same rows to the same bytes, whatever the server's configuration. */
    public static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
        }
    }

    /** Writes all rows of a table; says how many. */
    public static long out(Connection connection, SchemaScript.Table table, OutputStream out)
            throws SQLException, IOException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), out);
    }

    /** Takes rows into a table; says how many. */
    public static long in(Connection connection, SchemaScript.Table table, InputStream in)
            throws SQLException, IOException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copyIn(), in);
    }
}
