package io.agentaiops.agentgateway.promotion;

import io.agentaiops.agentgateway.library.ModelSettings;
import io.agentaiops.agentgateway.library.ModelSettings.Origin;
import io.agentaiops.agentgateway.library.ModelSettings.Setting;
import io.agentaiops.agentgateway.model.ModelCatalog;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluation, promotion and roll-back of models, and which one is the default. */
@Path("/api/v1/models")
@RolesAllowed("viewer")
@RunOnVirtualThread
class PromotionResource {

    private static final int SHOWN = 50;

    /**
     * How to promote.
     *
     * @param share of the questions that the model answers while on trial
     */
    record PromotionWish(
            @Nullable
            @DecimalMin(value = "0.01", message = "must be from 0.01 to 1")
            @DecimalMax(value = "1", message = "must be from 0.01 to 1")
            Double share) {}

    /** Why it is taken back. */
    record RollBackWish(@Nullable @Size(max = 500) String reason) {}

    /**
     * What to set; what is left out stays.
     *
     * @param defaultModel the model for those who name none
     * @param fallbacks the models that follow it when it cannot be used
     */
    record SettingWish(
            @Nullable @Size(min = 1, max = 200) String defaultModel,
            @Nullable @Size(max = 10) List<@NotNull @Size(max = 200) String> fallbacks) {}

    private final Promotions promotions;
    private final PromotionStore store;
    private final Evaluations evaluations;
    private final EvaluationStore evaluationStore;
    private final ModelSettings settings;
    private final ModelCatalog catalog;
    private final SecurityIdentity identity;

    PromotionResource(
            Promotions promotions,
            PromotionStore store,
            Evaluations evaluations,
            EvaluationStore evaluationStore,
            ModelSettings settings,
            ModelCatalog catalog,
            SecurityIdentity identity) {
        this.promotions = promotions;
        this.store = store;
        this.evaluations = evaluations;
        this.evaluationStore = evaluationStore;
        this.settings = settings;
        this.catalog = catalog;
        this.identity = identity;
    }

    @GET
    @Path("/settings")
    public Setting settings() {
        return settings.current();
    }

    @PUT
    @Path("/settings")
    @RolesAllowed("admin")
    public Setting set(@NotNull @Valid SettingWish wish) {
        Setting before = settings.current();
        List<String> fallbacks = wish.fallbacks() == null
                ? before.fallbacks()
                : wish.fallbacks().stream().map(name -> known(name).name()).toList();
        String model = before.defaultModel();
        Origin origin = before.origin();
        if (wish.defaultModel() != null) {
            model = proven(wish.defaultModel()).name();
            origin = Origin.ADMIN;
        }
        settings.set(model, origin, fallbacks, principal());
        settings.changed();
        return settings.current();
    }

    @POST
    @Path("/{name}/evaluate")
    @RolesAllowed("admin")
    public Response evaluate(String name) {
        Evaluation evaluation = evaluations.start(known(name), principal());
        return Response.accepted(evaluation)
                .location(URI.create("/api/v1/models/evaluations/" + evaluation.id()))
                .build();
    }

    @GET
    @Path("/evaluations/{id}")
    public Evaluation evaluation(String id) {
        return evaluationStore
                .find(id)
                .orElseThrow(
                        () -> Problem.notFound("evaluation-unknown", "There is no evaluation with the id " + id + "."));
    }

    @GET
    @Path("/{name}/evaluations")
    public List<Evaluation> evaluationsOf(String name) {
        return evaluationStore.of(known(name).name(), SHOWN);
    }

    @POST
    @Path("/{name}/promote")
    @RolesAllowed("admin")
    public Response promote(String name, @Nullable @Valid PromotionWish wish) {
        Promotion promotion = promotions
                .start(known(name), wish == null ? null : wish.share(), principal())
                .orElseThrow(() -> Problem.conflict(
                        "promotion-under-way",
                        "Another model is on its way; wait for its end, or take it back"
                                + " (POST /api/v1/models/rollback)."));
        return Response.accepted(promotion)
                .location(URI.create("/api/v1/models/promotions/" + promotion.id()))
                .build();
    }

    @GET
    @Path("/promotions")
    public List<Promotion> promotions() {
        return store.newest(SHOWN);
    }

    @GET
    @Path("/promotions/{id}")
    public Promotion promotion(String id) {
        return store.find(id)
                .orElseThrow(
                        () -> Problem.notFound("promotion-unknown", "There is no promotion with the id " + id + "."));
    }

    @POST
    @Path("/rollback")
    @RolesAllowed("admin")
    public Promotion rollBack(@Nullable @Valid RollBackWish wish) {
        String reason = wish == null || wish.reason() == null ? "taken back by " + principal() : wish.reason();
        return promotions
                .rollBack(reason, principal())
                .orElseThrow(() -> Problem.conflict(
                        "nothing-to-roll-back",
                        "No promotion is under way or watched; set another default with PUT /api/v1/models/settings."));
    }

    /** No model becomes the default that did not pass the golden questions with these weights. */
    private OllamaModel proven(String name) {
        OllamaModel model = known(name);
        boolean passed = evaluationStore
                .latest(Evaluations.digest(model))
                .map(evaluation -> Boolean.TRUE.equals(evaluation.passed()))
                .orElse(false);
        if (!passed) {
            throw Problem.conflict(
                    "model-not-proven",
                    model.name() + " has not passed the golden questions: POST /api/v1/models/{name}/evaluate, or"
                            + " /promote to let it be tried as well.");
        }
        return model;
    }

    private OllamaModel known(String name) {
        return catalog.find(name)
                .orElseThrow(() -> Problem.notFound(
                        "model-unknown",
                        "No Ollama that answers holds the model " + name + "; POST /api/v1/models/pull fetches it."));
    }

    private String principal() {
        return identity.getPrincipal().getName();
    }
}
