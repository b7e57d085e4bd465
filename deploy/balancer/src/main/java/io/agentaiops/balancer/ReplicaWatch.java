package io.agentaiops.balancer;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the file that names the replicas, and asks each of them twice a second whether it is ready. The file is how a
 * balancer is told what to do: it outlives both sides, and needs no way in that somebody else could use.
 */
final class ReplicaWatch extends AbstractVerticle {

    private static final Logger LOG = Logger.getLogger(ReplicaWatch.class.getName());
    private static final long READ_EVERY_MILLIS = 100;
    private static final long ASK_EVERY_MILLIS = 500;
    private static final long PATIENCE_MILLIS = 3_000;

    private final BalancerSettings settings;
    private final ReplicaSet replicas;
    private final BalancerMetrics metrics;
    private Buffer last = Buffer.buffer();
    private @Nullable HttpClient client;

    ReplicaWatch(BalancerSettings settings, ReplicaSet replicas, BalancerMetrics metrics) {
        this.settings = settings;
        this.replicas = replicas;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) PATIENCE_MILLIS));
        read();
        vertx.setPeriodic(READ_EVERY_MILLIS, tick -> read());
        vertx.setPeriodic(1, ASK_EVERY_MILLIS, tick -> replicas.all().forEach(this::ask));
    }

    private void read() {
        vertx.fileSystem()
                .readFile(settings.replicas().toString())
                .onSuccess(this::take)
                .onFailure(failure -> LOG.log(Level.WARNING, "the replicas are unknown: {0}", failure.getMessage()));
    }

    private void take(Buffer file) {
        if (file.equals(last)) {
            return;
        }
        last = file;
        try {
            replicas.update(places(file));
            metrics.watch(replicas.all());
            replicas.all().forEach(this::ask);
            LOG.log(Level.INFO, "replicas: {0}", file.toString().replaceAll("\\s+", " "));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, settings.replicas() + " is not understood; what was there before still counts", e);
        }
    }

    private static List<Replica.Place> places(Buffer file) {
        return new JsonObject(file)
                .getJsonArray("replicas").stream()
                        .map(JsonObject.class::cast)
                        .map(one -> new Replica.Place(
                                one.getString("name"), one.getInteger("port"), one.getBoolean("draining", false)))
                        .toList();
    }

    private void ask(Replica replica) {
        if (client == null) {
            throw new IllegalStateException("not started");
        }
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost("127.0.0.1")
                        .setPort(replica.port())
                        .setURI("/q/health/ready")
                        .setTimeout(PATIENCE_MILLIS))
                .compose(HttpClientRequest::send)
                .map(answer -> answer.statusCode() == 200)
                .otherwise(false)
                .onSuccess(ready -> heard(replica, ready));
    }

    private static void heard(Replica replica, boolean ready) {
        if (replica.heard(ready)) {
            LOG.log(Level.INFO, "{0} is {1}", new Object[] {replica.name(), ready ? "ready" : "not ready"});
        }
    }
}
