package io.agentaiops.alertrouter.oncall;

/**
 * Somebody who can be on call.
 *
 * @param name unique
 * @param receiver the receiver of alertmanager.yml that reaches this one person
 */
public record Person(String name, String receiver) {}
