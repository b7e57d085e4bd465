package io.agentaiops.agentgateway.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the model for an answer: the one asked for, or the best that can be used now. */
@ApplicationScoped
public class Models {

    private final OllamaHosts hosts;
    private final ModelCatalog catalog;
    private final ModelOrder order;

    Models(OllamaHosts hosts, ModelCatalog catalog, ModelOrder order) {
        this.hosts = hosts;
        this.catalog = catalog;
        this.order = order;
    }

    /** What is known of all hosts together. */
    public OllamaState state() {
        return together(hosts.states());
    }

    /** Asks all hosts right now. */
    public OllamaState look() {
        return together(hosts.lookAtAll());
    }

    /**
     * The model for a run.
     *
     * @param asked the model that was asked for; null when none was
     * @param runId the run, which gets the same model each time as long as it can be used
     */
    public ModelChoice choose(@Nullable String asked, String runId) {
        List<OllamaState> states = hosts.states();
        if (states.stream().noneMatch(OllamaState::reachable)) {
            return new ModelChoice.NotUsable(String.valueOf(together(states).reason()));
        }
        List<String> candidates = candidates(asked, runId);
        for (String name : candidates) {
            Optional<OllamaModel> model = catalog.find(name).filter(found -> usableNow(found.name()));
            if (model.isPresent()) {
                return new ModelChoice.Usable(
                        model.get().name(), catalog.traits(model.get()).usesTools());
            }
        }
        return new ModelChoice.NotUsable(whyNot(candidates));
    }

    /** The models that may answer, best first: only the one asked for, or the default with those that follow it. */
    public List<String> candidates(@Nullable String asked, String runId) {
        if (asked != null) {
            return List.of(asked);
        }
        ModelOrder.Order chosen = order.of(runId);
        Set<String> names = new LinkedHashSet<>(chosen.models());
        boolean noneThere = names.stream().noneMatch(name -> catalog.find(name).isPresent());
        if (chosen.anyOther() && noneThere) {
            automatic().ifPresent(model -> {
                order.settle(model.name());
                names.add(model.name());
            });
        }
        return List.copyOf(names);
    }

    /** The model used when none is named. */
    public Optional<OllamaModel> defaultModel() {
        return candidates(null, "").stream()
                .flatMap(name -> catalog.find(name).stream())
                .findFirst();
    }

    /** The full name of the model, if somebody could chat with it now. */
    public Optional<String> usable(String name) {
        return catalog.find(name).map(OllamaModel::name).filter(this::usableNow);
    }

    private Optional<OllamaModel> automatic() {
        return catalog.all().stream()
                .filter(OllamaModel::completes)
                .filter(model -> !order.failedEvaluation(model))
                .findFirst();
    }

    private boolean usableNow(String model) {
        return hosts.best(model).isPresent();
    }

    private String whyNot(List<String> candidates) {
        if (candidates.isEmpty()) {
            return "Ollama holds no model that can answer";
        }
        String first = candidates.getFirst();
        return candidates.stream().noneMatch(name -> catalog.find(name).isPresent())
                ? "Ollama does not hold the model " + first + " (ollama pull " + first + ")"
                : "the model failed several times in a row and is left alone for a moment";
    }

    private static OllamaState together(List<OllamaState> states) {
        if (states.size() == 1) {
            return states.getFirst();
        }
        boolean reachable = states.stream().anyMatch(OllamaState::reachable);
        String reasons = states.stream()
                .map(OllamaState::reason)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        List<OllamaModel> models = states.stream()
                .flatMap(state -> state.models().stream())
                .collect(Collectors.toMap(
                        OllamaModel::name,
                        model -> model,
                        (one, other) -> one.loaded() ? one : other,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        return new OllamaState(
                states.stream().map(OllamaState::url).collect(Collectors.joining(",")),
                reachable,
                states.stream()
                        .map(OllamaState::version)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                reachable ? null : reasons,
                models,
                states.stream()
                        .map(OllamaState::checkedAt)
                        .min(Instant::compareTo)
                        .orElseThrow());
    }
}
