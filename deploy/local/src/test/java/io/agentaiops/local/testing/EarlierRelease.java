package io.agentaiops.local.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;

/**
 * What an earlier release kept, as {@code deploy/e2e/release-data.sh} wrote it under {@code
 * src/test/resources/upgrade/<version>} of the module under test: schema and rows in {@code database.sql.gz}, keys beside
 * it.
 */
final class EarlierRelease {

    private static final String COPY = "COPY ";
    private static final String END = "\\.";

    private final Path folder;

    EarlierRelease(String version) {
        this.folder = Path.of("src/test/resources/upgrade").resolve(version).toAbsolutePath();
    }

    /** A key of the release, with which its rows are sealed or signed. */
    Path file(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException("the earlier release has no " + file);
        }
        return file;
    }

    /** Makes a database that holds what the release kept; returns its address for JDBC. */
    String database(String name) {
        Map<String, String> engine = TestEngines.start(Set.of("postgres"));
        String server = required(engine, "AIOPS_DB_URL");
        String user = required(engine, "AIOPS_DB_USER");
        String password = required(engine, "AIOPS_DB_PASSWORD");
        String url = server.substring(0, server.lastIndexOf('/') + 1) + name;
        try {
            try (Connection connection = DriverManager.getConnection(server, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
                statement.execute("CREATE DATABASE " + name);
            }
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                load(connection);
            }
            return url;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot load " + folder + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String required(Map<String, String> configuration, String name) {
        String value = configuration.get(name);
        if (value == null) {
            throw new IllegalStateException("the engines have no " + name);
        }
        return value;
    }

    /** Statements up to a COPY go to the server at once, then the rows up to the line with the end mark. */
    private void load(Connection connection) throws IOException, SQLException {
        StringBuilder pending = new StringBuilder();
        try (BufferedReader script = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file("database.sql.gz"))), StandardCharsets.UTF_8))) {
            String line;
            while ((line = script.readLine()) != null) {
                if (line.startsWith(COPY) && line.endsWith(" FROM stdin;")) {
                    run(connection, pending);
                    copy(connection, line.substring(0, line.length() - 1), script);
                } else {
                    pending.append(line).append('\n');
                }
            }
        }
        run(connection, pending);
    }

    private static void run(Connection connection, StringBuilder pending) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(pending.toString());
        }
        pending.setLength(0);
    }

    private static void copy(Connection connection, String command, BufferedReader script)
            throws IOException, SQLException {
        StringBuilder rows = new StringBuilder();
        String line;
        while ((line = script.readLine()) != null && !line.equals(END)) {
            rows.append(line).append('\n');
        }
        if (line == null) {
            throw new IOException("the rows of " + command + " have no end");
        }
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command, new StringReader(rows.toString()));
    }
}
