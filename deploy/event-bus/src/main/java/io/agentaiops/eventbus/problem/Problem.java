package io.agentaiops.eventbus.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * Makes the errors that REST answers with: RFC 9457 problem details with a stable {@code code} and, where fields are to
 * blame, an {@code errors} list. The detail says what was wrong, which value, and what to do.
 */
public final class Problem {

    /**
     * One field of a request that is wrong.
     *
     * @param field its path, such as {@code text}
     * @param detail what is wrong and what is allowed
     */
    public record FieldError(String field, String detail) {}

    private Problem() {}

    /** 400: the request can't be understood. */
    public static HttpProblem badRequest(String code, String detail) {
        return of(Response.Status.BAD_REQUEST.getStatusCode(), code, "Bad request", detail);
    }

    /** 400: these fields are wrong. */
    public static HttpProblem invalid(List<FieldError> errors) {
        return builder(400, "invalid-request", "Invalid request", "one or more fields are not valid")
                .with("errors", errors)
                .build();
    }

    /** 403: known, and not allowed. */
    public static HttpProblem forbidden(String code, String detail) {
        return of(403, code, "Forbidden", detail);
    }

    /** 404: there is no such thing. */
    public static HttpProblem notFound(String code, String detail) {
        return of(404, code, "Not found", detail);
    }

    /** 409: the thing's state does not allow it. */
    public static HttpProblem conflict(String code, String detail) {
        return of(409, code, "Conflict", detail);
    }

    /** 410: it was there and is not any more. */
    public static HttpProblem gone(String code, String detail) {
        return of(410, code, "Gone", detail);
    }

    /** 413: more than is taken. */
    public static HttpProblem tooLarge(String code, String detail) {
        return of(413, code, "Content too large", detail);
    }

    /** 503: something that is needed does not answer; the detail names it. */
    public static HttpProblem unavailable(String code, String detail) {
        return of(503, code, "Service unavailable", detail);
    }

    /** Any other status. */
    public static HttpProblem of(int status, String code, String title, String detail) {
        return builder(status, code, title, detail).build();
    }

    private static HttpProblem.Builder builder(int status, String code, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:agent-aiops:problem:" + code))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail)
                .with("code", code);
    }
}
