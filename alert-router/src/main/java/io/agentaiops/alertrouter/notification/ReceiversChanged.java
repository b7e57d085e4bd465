package io.agentaiops.alertrouter.notification;

/** Fired when receivers may be others than before. */
public record ReceiversChanged() {}
