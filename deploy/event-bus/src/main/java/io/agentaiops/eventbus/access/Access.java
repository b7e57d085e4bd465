package io.agentaiops.eventbus.access;

/**
 * Requests that are added up.
 *
 * @param actor the account; {@link #NOBODY} when it was not known
 * @param address the network address, in memory only; {@code others} for those beyond counting
 * @param area the first part of the path, when it is one of ours
 * @param outcome {@code unauthorized} (401), {@code forbidden} (403) or {@code allowed}
 */
record Access(String actor, String address, String area, String outcome) {

    static final String NOBODY = "anonymous";
    static final String ALLOWED = "allowed";

    boolean isRefusal() {
        return !outcome.equals(ALLOWED);
    }

    String action() {
        return isRefusal() ? "access.refused" : "access.seen";
    }
}
