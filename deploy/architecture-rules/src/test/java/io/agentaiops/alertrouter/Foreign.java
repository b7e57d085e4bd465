package io.agentaiops.alertrouter;

/** A class of another service. */
public record Foreign() {}
