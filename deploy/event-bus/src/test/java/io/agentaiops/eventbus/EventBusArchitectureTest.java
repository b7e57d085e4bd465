package io.agentaiops.eventbus;

import io.agentaiops.architecturerules.HouseRulesTest;

class EventBusArchitectureTest extends HouseRulesTest {

    EventBusArchitectureTest() {
        super("io.agentaiops.eventbus");
    }
}
