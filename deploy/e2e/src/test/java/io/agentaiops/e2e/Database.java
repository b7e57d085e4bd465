package io.agentaiops.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The stack's database, looked into from outside. */
final class Database {

    private final Stack stack;

    Database(Stack stack) {
        this.stack = stack;
    }

    /** Changes what a test cannot wait for, such as the time since when something is known. */
    void execute(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(stack.databaseUrl(), "aiops", stack.databasePassword());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that a query of one number answers. */
    long count(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(stack.databaseUrl(), "aiops", stack.databasePassword());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that a query of one number and one text parameter answers. */
    long count(String sql, String parameter) {
        try (Connection connection =
                        DriverManager.getConnection(stack.databaseUrl(), "aiops", stack.databasePassword());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
