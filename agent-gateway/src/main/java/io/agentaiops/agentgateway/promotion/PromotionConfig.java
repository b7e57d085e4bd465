package io.agentaiops.agentgateway.promotion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a model is good enough. */
@ConfigMapping(prefix = "aiops.promotion")
public interface PromotionConfig {

    /** Share of the golden questions that a model must answer rightly. */
    @WithDefault("0.7")
    double minScore();

    /** Share of tool calls that must make sense; a call that was expected and did not come counts as one that did not. */
    @WithDefault("0.95")
    double minCallValidity();

    /** By how much a model may score lower than the default's last evaluation. */
    @WithDefault("0.05")
    double worseBy();

    /** Time that a model may take for one golden question. */
    @WithDefault("2m")
    Duration questionTimeout();

    /** Share of the questions that a candidate answers while it is on trial. */
    @WithDefault("0.1")
    double canaryShare();

    /** How often a promotion is looked at. */
    @WithDefault("5s")
    Duration lookEvery();

    /** Chats on trial before it is judged as failing. */
    @WithDefault("5")
    int canaryLeast();

    /** Chats on trial before it is judged as good enough. */
    @WithDefault("40")
    int canaryEnough();

    /** A trial takes at least so long. */
    @WithDefault("1h")
    Duration canaryFor();

    /** A trial without enough questions ends after so long, without a change. */
    @WithDefault("7d")
    Duration canaryMost();

    /** For so long after its promotion a model is rolled back by itself when it regresses. */
    @WithDefault("24h")
    Duration watchFor();

    /** Rise of the share of failed chats, against the model before, that is a regression. */
    @WithDefault("0.1")
    double moreFailures();

    /** Rise of the share of senseless tool calls that is a regression. */
    @WithDefault("0.1")
    double moreInvalidCalls();

    /** Rise of the share of thumbs down that is a regression. */
    @WithDefault("0.2")
    double moreDown();

    /** So many times slower at the 95th percentile is a regression. */
    @WithDefault("2.5")
    double slower();
}
