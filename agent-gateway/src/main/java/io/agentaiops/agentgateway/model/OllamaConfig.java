package io.agentaiops.agentgateway.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How Ollama is asked. */
@ConfigMapping(prefix = "aiops.ollama")
public interface OllamaConfig {

    /** Addresses, separated by commas; a chat goes to the least loaded one that holds its model. */
    @WithName("base-url")
    List<String> baseUrls();

    /**
     * The model for those who name none, until an administrator sets one over REST; without either, the first model that
     * can complete text and did not fail its evaluation.
     */
    Optional<String> defaultModel();

    /** Context window that is asked for, in tokens ({@code num_ctx}); always sent, for Ollama's default is small. */
    @WithDefault("8192")
    int contextTokens();

    /** The largest window that a session may ask for, in tokens; the model's own limit holds as well. */
    @WithDefault("32768")
    int maxContextTokens();

    /** Part of the window that is kept free for the answer, in tokens. */
    @WithDefault("1024")
    int answerTokens();

    /** Temperature of answers. */
    @WithDefault("0.2")
    double temperature();

    /** Whether models that can think before they answer do so. */
    @WithDefault("true")
    boolean think();

    /** How long a model stays in memory after a chat, in Ollama's notation; negative means for ever. */
    @WithDefault("10m")
    String keepAlive();

    /** How long a connection may take to open. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** How long a model may stay silent in the middle of an answer, loading it included. */
    @WithDefault("90s")
    Duration silenceTimeout();

    /** How often it is asked whether it is there. */
    @WithDefault("5s")
    Duration probeEvery();

    /** After so many failures in a row a host, or a model on a host, is left alone for a while. */
    @WithDefault("3")
    int failuresToOpen();

    /** For how long it is left alone then; after that one chat tries. */
    @WithDefault("30s")
    Duration openFor();

    /** How often a chat is tried that finds the queue of every host full. */
    @WithDefault("4")
    int busyTries();

    /** Wait after the first full queue; doubled with each, unless Ollama names a time itself. */
    @WithDefault("250ms")
    Duration busyWait();

    /** The longest single wait for a full queue. */
    @WithDefault("5s")
    Duration busyWaitMax();
}
