package io.agentaiops.alertrouter.alert;

/**
 * An alert with the state that was last announced of it.
 *
 * @param alert the alert
 * @param state the state
 */
public record StoredAlert(Alert alert, AlertState state) {

    public Fingerprint fingerprint() {
        return alert.fingerprint();
    }
}
