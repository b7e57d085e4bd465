package io.agentaiops.opsscheduler;

import io.agentaiops.architecturerules.HouseRulesTest;

class ArchitectureTest extends HouseRulesTest {

    ArchitectureTest() {
        super("io.agentaiops.opsscheduler");
    }
}
