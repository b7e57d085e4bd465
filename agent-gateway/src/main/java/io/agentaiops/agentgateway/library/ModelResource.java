package io.agentaiops.agentgateway.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.model.ModelCatalog;
import io.agentaiops.agentgateway.model.ModelTraits;
import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.model.OllamaClient;
import io.agentaiops.agentgateway.model.OllamaFailure;
import io.agentaiops.agentgateway.model.OllamaHost;
import io.agentaiops.agentgateway.model.OllamaHosts;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.model.OllamaState;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which models there are, where, and how they do. A slash in a name is written {@code %2F} in a path. */
@Path("/api/v1/models")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ModelResource {

    /** An Ollama as this replica sees it. */
    record Host(
            String url,
            boolean reachable,
            @Nullable String version,
            @Nullable String reason,
            String circuit,
            int activeChats,
            List<String> models,
            List<String> loaded) {}

    /** The models, or why there are none. */
    record ModelList(
            String url,
            boolean reachable,
            @Nullable String version,
            @Nullable String reason,
            @Nullable String defaultModel,
            List<String> fallbacks,
            List<OllamaModel> models,
            List<Host> hosts) {}

    /** A model with all that is known of it. */
    record ModelView(
            OllamaModel model,
            List<String> capabilities,
            int contextLength,
            List<String> hosts,
            JsonNode details,
            List<ModelFigures> statistics) {}

    /** A model in the memory of a host, as that Ollama tells it. */
    record Running(String host, @Nullable String model, JsonNode details) {}

    private static final Duration WEEK = Duration.ofDays(7);

    private final Models models;
    private final ModelCatalog catalog;
    private final OllamaHosts hosts;
    private final OllamaClient client;
    private final ModelSettings settings;
    private final ModelStatistics statistics;
    private final ModelResidence residence;
    private final ObjectMapper json;
    private final SecurityIdentity identity;
    private final Clock clock;

    /** So many collaborators, for this is where all that is known of models is put together. */
    ModelResource(
            Models models,
            ModelCatalog catalog,
            OllamaHosts hosts,
            OllamaClient client,
            ModelSettings settings,
            ModelStatistics statistics,
            ModelResidence residence,
            ObjectMapper json,
            SecurityIdentity identity,
            Clock clock) {
        this.models = models;
        this.catalog = catalog;
        this.hosts = hosts;
        this.client = client;
        this.settings = settings;
        this.statistics = statistics;
        this.residence = residence;
        this.json = json;
        this.identity = identity;
        this.clock = clock;
    }

    @GET
    public ModelList list() {
        OllamaState state = models.look();
        return new ModelList(
                state.url(),
                state.reachable(),
                state.version(),
                state.reason(),
                models.defaultModel().map(OllamaModel::name).orElse(null),
                settings.current().fallbacks(),
                state.models(),
                hosts.all().stream().map(host -> host(host.url())).toList());
    }

    @GET
    @Path("/{name}")
    public ModelView show(String name) {
        OllamaModel model = known(name);
        ModelTraits traits = catalog.traits(model);
        Instant since = clock.instant().minus(WEEK);
        return new ModelView(
                model,
                traits.capabilities(),
                traits.contextLength(),
                hosts.holding(model.name()).stream().map(OllamaHost::url).toList(),
                details(model.name()),
                statistics.since(since).stream()
                        .filter(figures -> figures.model().equals(model.name()))
                        .toList());
    }

    @GET
    @Path("/running")
    public List<Running> running() {
        List<Running> all = new ArrayList<>();
        for (OllamaHost host : hosts.all()) {
            try {
                client.running(host.url())
                        .forEach(model -> all.add(
                                new Running(host.url(), model.path("name").asText(), model)));
            } catch (OllamaFailure e) {
                all.add(new Running(host.url(), null, json.createObjectNode().put("problem", e.reason())));
            }
        }
        return all;
    }

    @GET
    @Path("/statistics")
    public List<ModelFigures> statistics(@QueryParam("days") @DefaultValue("7") @Min(1) @Max(90) int days) {
        return statistics.since(clock.instant().minus(Duration.ofDays(days)));
    }

    @GET
    @Path("/proposals")
    public List<RotationAdvice.Proposal> proposals(@QueryParam("days") @DefaultValue("30") @Min(1) @Max(90) int days) {
        return RotationAdvice.of(
                statistics(days),
                catalog.all(),
                models.defaultModel().map(OllamaModel::name).orElse(null),
                settings.current().fallbacks());
    }

    @POST
    @Path("/{name}/load")
    @RolesAllowed("operator")
    public ModelResidence.Outcome load(String name) {
        return checked(residence.load(known(name).name(), principal()));
    }

    @POST
    @Path("/{name}/unload")
    @RolesAllowed("operator")
    public ModelResidence.Outcome unload(String name) {
        return checked(residence.unload(known(name).name(), principal()));
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("admin")
    public ModelResidence.Outcome delete(String name) {
        String model = known(name).name();
        if (models.candidates(null, "").contains(model)) {
            throw Problem.conflict(
                    "model-in-use",
                    model + " is the default, its fall-back or on trial; set another one first"
                            + " (PUT /api/v1/models/settings, POST /api/v1/models/{name}/promote).");
        }
        return checked(residence.delete(model, principal()));
    }

    private static ModelResidence.Outcome checked(ModelResidence.Outcome outcome) {
        if (outcome.hosts().isEmpty()) {
            throw Problem.unavailable("ollama-failed", String.valueOf(outcome.problems()));
        }
        return outcome;
    }

    private OllamaModel known(String name) {
        return catalog.find(name)
                .orElseThrow(() -> Problem.notFound(
                        "model-unknown",
                        "No Ollama that answers holds the model " + name + "; POST /api/v1/models/pull fetches it."));
    }

    /** What Ollama tells of it, without what is long and what was told already. */
    private JsonNode details(String model) {
        Optional<OllamaHost> host = hosts.holding(model).stream().findFirst();
        try {
            JsonNode shown = host.isEmpty()
                    ? json.createObjectNode()
                    : client.show(host.get().url(), model);
            return shown instanceof ObjectNode object
                    ? object.without(List.of("license", "modelfile", "tensors", "capabilities"))
                    : shown;
        } catch (OllamaFailure e) {
            return json.createObjectNode().put("problem", e.reason());
        }
    }

    private String principal() {
        return identity.getPrincipal().getName();
    }

    private Host host(String url) {
        return hosts.byUrl(url)
                .flatMap(host -> hosts.states().stream()
                        .filter(state -> state.url().equals(url))
                        .findFirst()
                        .map(state -> new Host(
                                url,
                                state.reachable(),
                                state.version(),
                                state.reason(),
                                host.circuit(clock.instant()),
                                host.active(),
                                state.models().stream().map(OllamaModel::name).toList(),
                                state.models().stream()
                                        .filter(OllamaModel::loaded)
                                        .map(OllamaModel::name)
                                        .toList())))
                .orElseThrow();
    }
}
