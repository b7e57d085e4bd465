package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.yaml.InvalidFile;
import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules, and what they see; a rule is written in the keys of thresholds.yml, as JSON or YAML. */
@Path("/api/v1/thresholds")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ThresholdResource {

    private static final String YAML = "application/yaml";
    private static final int MOST_CHARS = 64_000;
    private static final int LONGEST_NAME = 200;
    private static final Duration LONGEST_LOOK = Duration.ofHours(1);

    /** All rules. */
    record Page(List<RuleView> items) {}

    private final ThresholdRules rules;
    private final ThresholdStore store;
    private final SampleHistory history;
    private final ThresholdConfig config;
    private final Clock clock;

    ThresholdResource(
            ThresholdRules rules, ThresholdStore store, SampleHistory history, ThresholdConfig config, Clock clock) {
        this.rules = rules;
        this.store = store;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    @GET
    public Page list() {
        Map<String, List<SeriesState>> states = store.all().stream().collect(Collectors.groupingBy(SeriesState::rule));
        return new Page(rules.all().stream()
                .map(rule -> view(rule, states.getOrDefault(rule.alert(), List.of())))
                .toList());
    }

    @GET
    @Path("/{alert}")
    public RuleView one(@PathParam("alert") String alert) {
        return view(
                known(alert),
                store.all().stream().filter(state -> state.rule().equals(alert)).toList());
    }

    /** Sets a rule, new or before the one of the file of that name. */
    @PUT
    @Path("/{alert}")
    @Consumes({MediaType.APPLICATION_JSON, YAML, MediaType.TEXT_PLAIN})
    @RolesAllowed("admin")
    public RuleView put(@PathParam("alert") String alert, @Nullable String body, @Context SecurityContext caller) {
        ThresholdRule rule = read(alert, body);
        rules.put(rule, String.valueOf(body), caller.getUserPrincipal().getName());
        return one(alert);
    }

    /** Takes back what was set over REST: a rule of the file of that name holds again. */
    @DELETE
    @Path("/{alert}")
    @RolesAllowed("admin")
    public Response delete(@PathParam("alert") String alert, @Context SecurityContext caller) {
        if (rules.delete(alert, caller.getUserPrincipal().getName())) {
            return Response.noContent().build();
        }
        known(alert);
        throw Problem.conflict(
                "threshold-in-file",
                alert + " stands in thresholds.yml; take it out there and POST /-/reload, or set another with PUT");
    }

    /** What the rule, or the one of the body, would have done with the samples of the last while. */
    @POST
    @Path("/{alert}/dry-run")
    @Consumes({MediaType.APPLICATION_JSON, YAML, MediaType.TEXT_PLAIN, MediaType.WILDCARD})
    @RolesAllowed("operator")
    public DryRun.Outcome dryRun(
            @PathParam("alert") String alert,
            @QueryParam("last") @DefaultValue("1h") String last,
            @Nullable String body) {
        ThresholdRule rule = body == null || body.isBlank() ? known(alert) : read(alert, body);
        List<Sample> samples = new ArrayList<>();
        SampleHistory.Reading reading =
                history.read(rule.metrics(), clock.instant().minus(look(last)), sample -> {
                    if (samples.size() < DryRun.MOST_SAMPLES) {
                        samples.add(sample);
                    }
                });
        boolean complete = reading.complete() && samples.size() < DryRun.MOST_SAMPLES;
        return DryRun.of(rule, config.staleAfter(), samples, complete);
    }

    private static Duration look(String last) {
        try {
            Duration look = PromDuration.parse(last);
            if (look.isZero() || look.compareTo(LONGEST_LOOK) > 0) {
                throw new IllegalArgumentException("must be more than 0 and at most 1h, but is " + last);
            }
            return look;
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(List.of(new Problem.FieldError("last", String.valueOf(e.getMessage()))));
        }
    }

    private static ThresholdRule read(String alert, @Nullable String body) {
        if (alert.isBlank() || alert.length() > LONGEST_NAME) {
            throw Problem.invalid(List.of(new Problem.FieldError("alert", "needs 1 to 200 characters")));
        }
        if (body == null || body.isBlank()) {
            throw Problem.badRequest("threshold-missing", "the body must be a rule in the keys of thresholds.yml");
        }
        if (body.length() > MOST_CHARS) {
            throw Problem.tooLarge("threshold-too-long", "a rule has at most " + MOST_CHARS + " characters");
        }
        try {
            return ThresholdFileParser.parseOne(alert, body);
        } catch (InvalidFile e) {
            throw invalid(e);
        }
    }

    /** The reason begins with the key that it is wrong with. */
    private static HttpProblem invalid(InvalidFile refusal) {
        String field = refusal.reason().split("[ :]", 2)[0];
        return Problem.invalid(
                List.of(new Problem.FieldError(field, "line " + refusal.line() + ": " + refusal.reason())));
    }

    private ThresholdRule known(String alert) {
        return rules.find(alert)
                .orElseThrow(() -> Problem.notFound(
                        "threshold-unknown", "no threshold is named " + alert + "; GET /api/v1/thresholds lists them"));
    }

    private RuleView view(ThresholdRule rule, List<SeriesState> states) {
        return RuleView.of(rule, rules.written().contains(rule.alert()) ? "api" : "file", states);
    }
}
