package io.agentaiops.toolrunner;

import io.agentaiops.architecturerules.HouseRulesTest;

class ArchitectureTest extends HouseRulesTest {

    ArchitectureTest() {
        super("io.agentaiops.toolrunner");
    }
}
