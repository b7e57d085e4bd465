package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Somebody guesses keys, many at once. */
@QuarkusTest
class WrongKeysIT extends Journey {

    private static final int GUESSES = 10_000;
    private static final int PER_MINUTE = 30;

    @Test
    void tenThousandWrongKeysAtOnceGetNowhereAndShutNobodyOut() throws Exception {
        String valid = newKey("neighbour", "viewer");
        with(valid).get("/api/v1/me").then().statusCode(200);
        Vertx vertx = Vertx.vertx();
        // From an address of its own, so that other tests are not shut out with it.
        HttpClient attacker = vertx.createHttpClient(
                new HttpClientOptions().setLocalAddress("127.0.0.77"), new PoolOptions().setHttp1MaxSize(64));
        try {
            long start = System.nanoTime();
            List<Future<Integer>> guesses = IntStream.range(0, GUESSES)
                    .mapToObj(i -> status(attacker, "aiops_guess%037d".formatted(i)))
                    .toList();
            Future.all(guesses).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            double minutes = (System.nanoTime() - start) / 60e9;

            Map<Integer, Long> answers =
                    guesses.stream().collect(Collectors.groupingBy(Future::result, Collectors.counting()));
            assertThat(answers).containsOnlyKeys(401, 429);
            assertThat(answers.get(401))
                    .as("looked up, however many come at once")
                    .isLessThanOrEqualTo((long) Math.ceil(PER_MINUTE * (1 + minutes)));
            assertThat(status(attacker, valid)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .as("a valid key from the same address")
                    .isEqualTo(200);
            asAdmin().get("/api/v1/me").then().statusCode(200);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static Future<Integer> status(HttpClient client, String key) {
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(request("/api/v1/me").build().uri().toString())
                        .putHeader("Authorization", "Bearer " + key))
                .compose(request -> request.send())
                .compose(response -> response.end().map(response))
                .map(HttpClientResponse::statusCode);
    }
}
