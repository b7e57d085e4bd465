package io.agentaiops.balancer;

import io.agentaiops.architecturerules.HouseRulesTest;

class ArchitectureTest extends HouseRulesTest {

    ArchitectureTest() {
        super("io.agentaiops.balancer");
    }
}
