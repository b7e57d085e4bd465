package io.agentaiops.alertrouter.notification;

/** Fired, inside the transaction, when notifications were planned: after its commit there is something to send. */
public record NotificationsPlanned() {}
