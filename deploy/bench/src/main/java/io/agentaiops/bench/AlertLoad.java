package io.agentaiops.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Posts alerts over plain sockets: every request is made beforehand but for the numbers of its alerts, so that the load
 * costs next to nothing beside what is measured.
 */
final class AlertLoad {

    static final int DIGITS = 10;

    private final int port;
    private final String authorization;

    /** {@code authorization} is the whole header line, or empty. */
    AlertLoad(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    /** A request with places for numbers. */
    private static final class Request {
        private final byte[] bytes;
        private final List<Integer> places;

        Request(byte[] bytes, List<Integer> places) {
            this.bytes = bytes;
            this.places = places;
        }

        byte[] bytes() {
            return bytes;
        }

        List<Integer> places() {
            return places;
        }
    }

    private Request request(String prefix, String kind, int batch) {
        return request(prefix, kind, batch, "");
    }

    /** {@code more} is what each alert has beside labels, annotations and its generator. */
    private Request request(String prefix, String kind, int batch, String more) {
        StringBuilder body = new StringBuilder("[");
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            body.append(i == 0 ? "" : ",")
                    .append(
                            "{\"labels\":{\"alertname\":\"BenchAlert\",\"cluster\":\"eu-1\",\"instance\":\"10.1.2.3:9100\","
                                    + "\"job\":\"node\",\"severity\":\"warning\",\"kind\":\"")
                    .append(kind)
                    .append("\",\"n\":\"")
                    .append(prefix);
            places.add(body.length());
            body.append("0".repeat(DIGITS))
                    .append("\"},\"annotations\":{\"summary\":\"Something is not as it should be on this host\"},"
                            + "\"generatorURL\":\"http://prometheus.example/graph?g0.expr=up\"")
                    .append(more)
                    .append('}');
        }
        body.append(']');
        String head = "POST /api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + authorization + "Content-Length: " + body.length() + "\r\n\r\n";
        return new Request(
                (head + body).getBytes(StandardCharsets.US_ASCII),
                places.stream().map(place -> place + head.length()).toList());
    }

    private static void number(byte[] bytes, int place, long number) {
        long rest = number;
        for (int i = place + DIGITS - 1; i >= place; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    static String numbered(String prefix, long number) {
        return prefix + String.format(Locale.ROOT, "%010d", number);
    }

    /** Posts distinct alerts over so many connections for so long; returns alerts a second. */
    double ingest(String prefix, int connections, int batch, long seconds)
            throws InterruptedException, ExecutionException {
        return ingest(prefix, connections, batch, seconds, Long.MAX_VALUE);
    }

    /** As above, but the alerts repeat themselves after so many, so that no more are there afterwards. */
    double ingest(String prefix, int connections, int batch, long seconds, long distinct)
            throws InterruptedException, ExecutionException {
        AtomicLong next = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        long alerts = everywhere(connections, () -> {
            long sent = 0;
            Request request = request(prefix, "ingest", batch);
            try (Connection connection = new Connection(port)) {
                while (System.nanoTime() < end) {
                    for (int place : request.places()) {
                        number(request.bytes(), place, next.getAndIncrement() % distinct);
                    }
                    connection.post(request.bytes());
                    sent += batch;
                }
            }
            return sent;
        });
        return alerts / ((System.nanoTime() - begin) / 1e9);
    }

    /** Posts so many alerts of a kind as fast as possible, in batches of 64 over 8 connections. */
    void burst(String prefix, String kind, int count) throws InterruptedException, ExecutionException {
        all(prefix, kind, count, "");
    }

    /** Says of so many alerts of a kind that they are over. */
    void end(String prefix, String kind, int count) throws InterruptedException, ExecutionException {
        all(prefix, kind, count, ",\"endsAt\":\"" + Instant.now() + "\"");
    }

    private void all(String prefix, String kind, int count, String more)
            throws InterruptedException, ExecutionException {
        AtomicLong next = new AtomicLong();
        everywhere(8, () -> {
            try (Connection connection = new Connection(port)) {
                while (true) {
                    long from = next.getAndAdd(64);
                    int batch = (int) Math.min(64, count - from);
                    if (batch <= 0) {
                        return from;
                    }
                    Request request = request(prefix, kind, batch, more);
                    long number = from;
                    for (int place : request.places()) {
                        number(request.bytes(), place, number++);
                    }
                    connection.post(request.bytes());
                }
            }
        });
    }

    /** One connection for alerts one by one. */
    AutoCloseableSender sender(String prefix, String kind) throws IOException {
        Request request = request(prefix, kind, 1);
        Connection connection = new Connection(port);
        return new AutoCloseableSender(connection, request);
    }

    /** Sends alerts one by one. */
    static final class AutoCloseableSender implements AutoCloseable {
        private final Connection connection;
        private final Request request;

        private AutoCloseableSender(Connection connection, Request request) {
            this.connection = connection;
            this.request = request;
        }

        void send(long number) throws IOException {
            number(request.bytes(), request.places().getFirst(), number);
            connection.post(request.bytes());
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    private static long everywhere(int connections, Callable<Long> task)
            throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(executor.submit(task));
            }
            long sum = 0;
            for (Future<Long> one : all) {
                sum += one.get();
            }
            return sum;
        }
    }

    /** A kept-alive connection that understands as much HTTP as these two servers answer. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket = new Socket();
        private final OutputStream out;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
        }

        void post(byte[] request) throws IOException {
            out.write(request);
            out.flush();
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            byte[] body = in.readNBytes(length);
            if (!status.contains(" 200 ")) {
                throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            while (c >= 0 && c != '\n') {
                if (c != '\r') {
                    line.append((char) c);
                }
                c = in.read();
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
