package io.agentaiops.local.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A new database on a server that somebody else runs, dropped by nobody: the server is for tests. */
final class ExternalDatabase {

    private ExternalDatabase() {}

    static String create(String url, String user, String password) {
        String name = "aiops_test_" + ProcessHandle.current().pid() + "_" + System.currentTimeMillis();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return url.substring(0, url.lastIndexOf('/') + 1) + name;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database on " + url + ": " + e.getMessage(), e);
        }
    }
}
