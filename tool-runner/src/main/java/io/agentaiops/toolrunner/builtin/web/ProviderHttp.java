package io.agentaiops.toolrunner.builtin.web;

import io.agentaiops.toolrunner.builtin.web.ProviderFault.Kind;
import io.agentaiops.toolrunner.egress.EgressRefused;
import io.agentaiops.toolrunner.egress.Fetch;
import io.agentaiops.toolrunner.egress.Fetched;
import io.agentaiops.toolrunner.egress.GuardedHttp;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks a provider over HTTP, and tells its refusals apart. */
final class ProviderHttp {

    /** More than any page of results has. */
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final long MOST_RETRY_SECONDS = 86_400;

    private final GuardedHttp http;

    ProviderHttp(GuardedHttp http) {
        this.http = http;
    }

    /** The answer with status 200. */
    Fetched ask(Fetch fetch) throws ProviderFault {
        Fetched answer = exchange(fetch);
        int status = answer.status();
        if (answer.cut()) {
            throw new ProviderFault(Kind.BAD_ANSWER, "its answer is longer than " + MOST_BYTES + " bytes");
        }
        return switch (status) {
            case 200 -> answer;
            // DuckDuckGo answers 202 with a challenge instead of results.
            case 202, 429 ->
                throw new ProviderFault(
                        Kind.RATE_LIMITED, "it wants fewer questions (HTTP " + status + ")", retryAfter(answer));
            case 401, 403, 418, 451 ->
                throw new ProviderFault(Kind.BLOCKED, "it does not serve us (HTTP " + status + ")");
            case 503 -> throw new ProviderFault(Kind.UNREACHABLE, "it is not available (HTTP 503)", retryAfter(answer));
            default -> throw new ProviderFault(Kind.BAD_ANSWER, "it answered HTTP " + status);
        };
    }

    private Fetched exchange(Fetch fetch) throws ProviderFault {
        URI address = fetch.uri();
        try {
            return http.fetch(fetch);
        } catch (EgressRefused e) {
            throw new ProviderFault(Kind.UNREACHABLE, e.reason());
        } catch (SocketTimeoutException e) {
            throw new ProviderFault(Kind.TIMED_OUT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProviderFault(
                    Kind.UNREACHABLE,
                    address.getHost() + " is not reached: "
                            + e.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + e.getMessage());
        }
    }

    /** Only seconds: no provider is known to name a date. */
    private static @Nullable Duration retryAfter(Fetched answer) {
        return answer.header("retry-after")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), MOST_RETRY_SECONDS)))
                .orElse(null);
    }
}
