package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import java.util.Collection;
import java.util.Map;

/** What was found out about alerts, beyond what they say themselves. */
public interface Findings {

    /** Of those of the alerts that something was found out about. */
    Map<Fingerprint, String> of(Collection<Fingerprint> alerts);
}
