package io.agentaiops.eventbus.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Gives every problem a stable {@code code}, names the fields under {@code errors}, and says where JSON is broken. */
@ApplicationScoped
class ProblemShape implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getParameters().containsKey("code")) {
            return problem;
        }
        HttpProblem.Builder shaped = HttpProblem.builder(problem);
        Optional<JsonProcessingException> json = jsonFault(context.cause);
        String code = codeOf(problem, json.isPresent());
        shaped.withType(URI.create("urn:agent-aiops:problem:" + code)).with("code", code);
        json.ifPresent(fault -> shaped.withDetail(describe(fault)));
        if (problem.getParameters().get("violations") instanceof List<?> violations) {
            shaped.withDetail("one or more fields are not valid").with("errors", fieldErrors(violations));
        }
        return shaped.build();
    }

    private static String codeOf(HttpProblem problem, boolean json) {
        if (json) {
            return "malformed-json";
        }
        if (problem.getParameters().containsKey("violations")) {
            return "invalid-request";
        }
        String title = problem.getTitle() == null ? "error" : problem.getTitle();
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static List<Problem.FieldError> fieldErrors(List<?> violations) {
        return violations.stream()
                .filter(Violation.class::isInstance)
                .map(Violation.class::cast)
                .map(violation -> new Problem.FieldError(violation.field, violation.message))
                .toList();
    }

    private static String describe(JsonProcessingException fault) {
        JsonLocation where = fault.getLocation();
        String place = where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
        return "the body is not the JSON that is expected: " + fault.getOriginalMessage() + place;
    }

    private static Optional<JsonProcessingException> jsonFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return Optional.of(json);
            }
        }
        return Optional.empty();
    }
}
