package io.agentaiops.opsscheduler.archive;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * Where a database is, for connections beside the pool: a backup reads for long, and a restore works on another
 * database.
 *
 * @param url JDBC address
 */
public record DatabaseAddress(String url, String user, String password) {

    /** A database of the same server. */
    public DatabaseAddress sibling(String database) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        String rest = query < 0 ? "" : url.substring(query);
        return new DatabaseAddress(path.substring(0, path.lastIndexOf('/') + 1) + database + rest, user, password);
    }

    /** A new connection with these further properties of pgjdbc. */
    public Connection connect(Map<String, String> further) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "aiops-backup");
        properties.setProperty("tcpKeepAlive", "true");
        properties.putAll(further);
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + url + ", " + user + "]";
    }
}
