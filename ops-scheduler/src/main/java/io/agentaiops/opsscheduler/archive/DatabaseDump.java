package io.agentaiops.opsscheduler.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads every schema of the platform in one {@code REPEATABLE READ} transaction: all rows of all services are of one
 * moment. Readers and writers go on meanwhile.
 */
public final class DatabaseDump implements AutoCloseable {

    /** How the rows were read, for the manifest. */
    public static final String METHOD = "PostgreSQL COPY in one REPEATABLE READ READ ONLY transaction";

    private final Connection connection;
    private final String server;
    private final Instant snapshotAt;

    private DatabaseDump(Connection connection, String server, Instant snapshotAt) {
        this.connection = connection;
        this.server = server;
        this.snapshotAt = snapshotAt;
    }

    /** Takes the snapshot. */
    public static DatabaseDump begin(DatabaseAddress database) throws SQLException {
        Connection connection = database.connect(Map.of());
        try {
            CopyStream.settle(connection);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select current_setting('server_version'), now()")) {
                row.next();
                return new DatabaseDump(
                        connection, row.getString(1), row.getTimestamp(2).toInstant());
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    public String server() {
        return server;
    }

    /** The moment of which all rows are, by the database's clock. */
    public Instant snapshotAt() {
        return snapshotAt;
    }

    /** The schemas' definitions as of the snapshot. */
    public List<SchemaScript> scripts() throws SQLException {
        SchemaReader reader = new SchemaReader(connection);
        List<SchemaScript> scripts = new ArrayList<>();
        for (String schema : reader.schemas()) {
            scripts.add(reader.read(schema));
        }
        return scripts;
    }

    /** Writes a schema: its script and one part for each table. */
    public void write(SchemaScript script, PartWriter writer, ObjectMapper json) throws SQLException, IOException {
        byte[] text = json.writeValueAsBytes(script);
        writer.write(SchemaScript.partOf(script.schema()), out -> {
            out.write(text);
            return script.tables().size();
        });
        for (SchemaScript.Table table : script.tables()) {
            writer.write(table.part(), out -> CopyStream.out(connection, table, out));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
