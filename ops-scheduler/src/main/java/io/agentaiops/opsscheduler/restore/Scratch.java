package io.agentaiops.opsscheduler.restore;

import io.agentaiops.opsscheduler.archive.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A database that exists for one proof. What an earlier, killed proof left is removed first. */
final class Scratch implements AutoCloseable {

    private final DatabaseAddress server;
    private final String name;

    private Scratch(DatabaseAddress server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Makes it; the account needs CREATEDB. */
    static Scratch create(DatabaseAddress platform) throws Hindered {
        Scratch scratch = new Scratch(platform, "aiops_restore_proof");
        try {
            scratch.drop();
            scratch.run("create database " + scratch.name + " template template0");
            return scratch;
        } catch (SQLException e) {
            throw new Hindered("there is no scratch database: " + e.getMessage(), e);
        }
    }

    DatabaseAddress address() {
        return server.sibling(name);
    }

    private void drop() throws SQLException {
        run("drop database if exists " + name + " with (force)");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = server.connect(Map.of());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        drop();
    }
}
