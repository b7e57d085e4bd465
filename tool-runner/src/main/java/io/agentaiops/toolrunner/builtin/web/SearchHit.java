package io.agentaiops.toolrunner.builtin.web;

/**
 * A page that a provider found.
 *
 * @param title of the page
 * @param url of the page
 * @param snippet the part that fits the question, as the provider shows it
 */
record SearchHit(String title, String url, String snippet) {}
