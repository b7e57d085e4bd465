package io.agentaiops.balancer;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Tells on loopback how the balancer and its replicas are, in the shape that the services' own health pages have. There is
 * nothing to be done here: orders come by the file of {@link ReplicaWatch}.
 */
final class AdminDoor extends AbstractVerticle {

    private final BalancerSettings settings;
    private final ReplicaSet replicas;
    private final PrometheusMeterRegistry registry;

    AdminDoor(BalancerSettings settings, ReplicaSet replicas, PrometheusMeterRegistry registry) {
        this.settings = settings;
        this.replicas = replicas;
        this.registry = registry;
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(settings.adminPort(), "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().setStatusCode(405).putHeader("Allow", "GET").end();
            return;
        }
        switch (request.path()) {
            case "/q/health/live" -> answer(request, 200, new JsonObject().put("status", "UP"));
            case "/q/health", "/q/health/ready" -> answer(request, replicas.isReady() ? 200 : 503, health());
            case "/q/metrics" ->
                request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(registry.scrape());
            default -> request.response().setStatusCode(404).end();
        }
    }

    private JsonObject health() {
        JsonArray checks = new JsonArray();
        replicas.all()
                .forEach(replica -> checks.add(new JsonObject()
                        .put("name", replica.name())
                        .put("status", replica.isReady() ? "UP" : "DOWN")
                        .put(
                                "data",
                                new JsonObject()
                                        .put("port", replica.port())
                                        .put("draining", replica.isDraining())
                                        .put("inFlight", replica.inFlight()))));
        return new JsonObject()
                .put("status", replicas.isReady() ? "UP" : "DOWN")
                .put("checks", checks);
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
