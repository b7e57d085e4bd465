package io.agentaiops.agentgateway.promotion;

import io.agentaiops.agentgateway.library.ModelSettings;
import io.agentaiops.agentgateway.library.ModelSettings.Setting;
import io.agentaiops.agentgateway.model.ModelOrder;
import io.agentaiops.agentgateway.model.OllamaModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells which model answers when nobody names one: the one on trial for its share, the default, then its fall-backs. */
@ApplicationScoped
public class AnsweringModels implements ModelOrder {

    private final ModelSettings settings;
    private final Trial trial;
    private final EvaluationStore evaluations;

    AnsweringModels(ModelSettings settings, Trial trial, EvaluationStore evaluations) {
        this.settings = settings;
        this.trial = trial;
        this.evaluations = evaluations;
    }

    @Override
    public Order of(String runId) {
        Setting setting = settings.current();
        Set<String> models = new LinkedHashSet<>();
        trial.candidate(runId).ifPresent(models::add);
        if (setting.defaultModel() != null) {
            models.add(setting.defaultModel());
        }
        models.addAll(setting.fallbacks());
        return new Order(List.copyOf(models), setting.origin() == ModelSettings.Origin.AUTOMATIC);
    }

    @Override
    public boolean failedEvaluation(OllamaModel model) {
        return evaluations
                .latest(Evaluations.digest(model))
                .map(evaluation -> Boolean.FALSE.equals(evaluation.passed()))
                .orElse(false);
    }

    @Override
    public void settle(String model) {
        settings.settle(model);
    }
}
