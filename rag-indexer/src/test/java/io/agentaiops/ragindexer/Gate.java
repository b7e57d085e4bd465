package io.agentaiops.ragindexer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A way to an engine that can be closed: connections are cut, and refused until it opens. */
final class Gate {

    private final int ownPort;
    private final String host;
    private final int port;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;

    Gate(int ownPort, String address) {
        this.ownPort = ownPort;
        this.host = address.substring(0, address.indexOf(':'));
        this.port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    void open() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), ownPort), 50);
        server = opened;
        Thread.ofVirtual().start(() -> accept(opened));
    }

    void close() throws IOException {
        if (server != null) {
            server.close();
        }
        for (Socket client : clients) {
            client.close();
        }
        clients.clear();
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                clients.add(client);
                Socket engine = new Socket(host, port);
                Thread.ofVirtual().start(() -> copy(client, engine));
                Thread.ofVirtual().start(() -> copy(engine, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side hung up; the other is closed with it.
            return;
        }
    }
}
