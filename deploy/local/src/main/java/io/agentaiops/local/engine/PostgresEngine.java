package io.agentaiops.local.engine;

import io.agentaiops.local.process.Command;
import io.agentaiops.local.process.Launch;
import io.agentaiops.local.process.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A PostgreSQL server with one superuser and the one database of the platform. */
public final class PostgresEngine implements Engine {

    /** The name of the platform's database and of its owner. */
    public static final String DATABASE = "aiops";

    private static final String CONFIGURATION = """

            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 200
            shared_buffers = 128MB
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private static final String WITHOUT_DURABILITY = """
            fsync = off
            synchronous_commit = off
            full_page_writes = off
            """;

    private final EngineFiles files;
    private final EngineSite site;
    private final int port;
    private final String password;

    public PostgresEngine(EngineFiles files, EngineSite site, int port, String password) {
        this.files = files;
        this.site = site;
        this.port = port;
        this.password = password;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    /** The address of the platform's database for JDBC. */
    public String jdbcUrl() {
        return url(DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public LocalProcess.Signal stopSignal() {
        return LocalProcess.Signal.INT;
    }

    @Override
    public Launch prepare() {
        Path cluster = site.data().resolve("cluster");
        site.account().own(site.data());
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            initialise(cluster);
        }
        List<String> command = List.of(
                files.postgres().resolve("bin/postgres").toString(),
                "-D",
                cluster.toString(),
                "-p",
                Integer.toString(port));
        return new Launch(name(), command, site.environment(), site.data(), site.log(), site.account());
    }

    private void initialise(Path cluster) {
        Path secret = site.data().resolve("initial-password");
        try {
            Archives.delete(cluster);
            Files.writeString(secret, password);
            site.account().own(site.data());
            List<String> command = new ArrayList<>(
                    List.of(files.postgres().resolve("bin/initdb").toString(), "-D", cluster.toString()));
            command.addAll(List.of("--username=" + DATABASE, "--pwfile=" + secret, "--auth=scram-sha-256"));
            command.addAll(List.of("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            command.addAll(List.of("--locale=C", "--no-sync", "--no-instructions"));
            Command.run(site.account().command(command), site.environment())
                    .orThrow("initialising PostgreSQL's data folder");
            Files.writeString(
                    cluster.resolve("postgresql.conf"),
                    CONFIGURATION + (site.durable() ? "" : WITHOUT_DURABILITY),
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot initialise PostgreSQL: " + e.getMessage(), e);
        } finally {
            deleteQuietly(secret);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and asks; makes the platform's database when it is not there yet. */
    @Override
    public boolean answers() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return true;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", DATABASE);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        return DriverManager.getConnection(url(database), properties);
    }
}
