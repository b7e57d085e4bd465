package io.agentaiops.opsscheduler.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.CopyStream;
import io.agentaiops.opsscheduler.archive.Manifest;
import io.agentaiops.opsscheduler.archive.Part;
import io.agentaiops.opsscheduler.archive.SchemaScript;
import io.agentaiops.opsscheduler.archive.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Brings schemas of a backup into a database, as they were: what an older release wrote is migrated by the services at
 * their next start. A schema that is there already is set aside as {@code NAME_before_restore}, not deleted; the one set
 * aside by an earlier restore goes. All of it is one transaction of the caller: a kill in the middle changes nothing.
 */
public final class DatabaseLoad {

    private static final String ASIDE = "_before_restore";

    private final Connection connection;
    private final Archive archive;
    private final ObjectMapper json;

    /** @param connection in a transaction; the caller commits */
    public DatabaseLoad(Connection connection, Archive archive, ObjectMapper json) {
        this.connection = connection;
        this.archive = archive;
        this.json = json;
    }

    /** Loads them and says how many rows there were. */
    public long load(Collection<String> schemas, BackupProgress progress) throws SQLException, IOException {
        CopyStream.settle(connection);
        long rows = 0;
        List<SchemaScript> scripts = scripts(schemas);
        progress.phase(
                "loading",
                scripts.stream().mapToInt(script -> script.tables().size()).sum());
        for (SchemaScript script : scripts) {
            setAside(script.schema());
            run(script.before());
            for (SchemaScript.Table table : script.tables()) {
                rows += load(table, progress);
            }
            run(script.after());
        }
        return rows;
    }

    /** Reads every table again and names those that are not what was backed up. */
    public List<String> differences(Collection<String> schemas) throws SQLException, IOException {
        List<String> differences = new ArrayList<>();
        for (SchemaScript script : scripts(schemas)) {
            for (SchemaScript.Table table : script.tables()) {
                Part part = archive.manifest().part(table.part());
                Tally tally = new Tally(OutputStream.nullOutputStream());
                long rows = CopyStream.out(connection, table, tally);
                if (rows != part.rows()) {
                    differences.add(table.name() + " has " + rows + " rows, the backup " + part.rows());
                } else if (!tally.sha256().equals(part.plainSha256())) {
                    differences.add(table.name() + " has other rows than the backup");
                }
            }
        }
        return differences;
    }

    private List<SchemaScript> scripts(Collection<String> schemas) throws IOException {
        List<SchemaScript> scripts = new ArrayList<>();
        for (Manifest.Schema schema : archive.manifest().database().schemas()) {
            if (schemas.contains(schema.name())) {
                Part part = archive.manifest().part(SchemaScript.partOf(schema.name()));
                try (InputStream in = archive.read(part)) {
                    scripts.add(json.readValue(in, SchemaScript.class));
                }
            }
        }
        return scripts;
    }

    private long load(SchemaScript.Table table, BackupProgress progress) throws SQLException, IOException {
        Part part = archive.manifest().part(table.part());
        try (InputStream in = archive.read(part)) {
            long rows = CopyStream.in(connection, table, in);
            if (rows != part.rows()) {
                throw new IOException(table.name() + " took " + rows + " of " + part.rows() + " rows");
            }
            progress.written(part);
            return rows;
        }
    }

    private void setAside(String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                java.sql.ResultSet row =
                        statement.executeQuery("select to_regnamespace('" + schema + "') is not null")) {
            row.next();
            if (!row.getBoolean(1)) {
                return;
            }
        }
        run(List.of(
                "drop schema if exists " + schema + ASIDE + " cascade",
                "alter schema " + schema + " rename to " + schema + ASIDE));
    }

    private void run(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + " at: " + sql, e.getSQLState(), e);
                }
            }
        }
    }
}
