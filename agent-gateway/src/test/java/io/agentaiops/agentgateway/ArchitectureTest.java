package io.agentaiops.agentgateway;

import io.agentaiops.architecturerules.HouseRulesTest;

class ArchitectureTest extends HouseRulesTest {
    ArchitectureTest() {
        super("io.agentaiops.agentgateway");
    }
}
