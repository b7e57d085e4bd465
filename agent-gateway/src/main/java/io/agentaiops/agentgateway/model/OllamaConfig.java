package io.agentaiops.agentgateway.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How Ollama is asked. */
@ConfigMapping(prefix = "aiops.ollama")
public interface OllamaConfig {

    /** Its address. */
    URI baseUrl();

    /** The model for those who name none; without it, the first model that can complete text. */
    Optional<String> defaultModel();

    /** Context window that is asked for, in tokens ({@code num_ctx}); always sent, for Ollama's default is small. */
    @WithDefault("8192")
    int contextTokens();

    /** Temperature of answers. */
    @WithDefault("0.2")
    double temperature();

    /** How long a connection may take to open. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** How long a model may stay silent in the middle of an answer, loading it included. */
    @WithDefault("90s")
    Duration silenceTimeout();

    /** How often it is asked whether it is there. */
    @WithDefault("5s")
    Duration probeEvery();

    /** After so many failed chats in a row the model is left alone for a while. */
    @WithDefault("3")
    int failuresToOpen();

    /** For how long it is left alone then. */
    @WithDefault("30s")
    Duration openFor();
}
