package io.agentaiops.eventbus.outbox;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Of services in which nothing is more urgent than the bus. */
@DefaultBean
@ApplicationScoped
class NoBrake implements RelayBrake {

    @Override
    public void giveWay() {
        // at once
    }
}
