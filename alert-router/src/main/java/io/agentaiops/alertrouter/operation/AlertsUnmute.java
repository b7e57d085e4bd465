package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** {@code alerts.unmute}: ends what procedures muted; silences that people set stay. */
@ApplicationScoped
class AlertsUnmute implements CapabilityHandler {

    private final Silencer silencer;

    AlertsUnmute(Silencer silencer) {
        this.silencer = silencer;
    }

    @Override
    public Capability capability() {
        return Capability.ALERTS_UNMUTE;
    }

    @Override
    @Transactional
    public Finding perform(Operation operation) {
        int ended = silencer.expireAll(Silence.Source.OPERATION, operation.principal());
        return Finding.good("ended " + ended + " silences", Map.of("ended", ended));
    }
}
