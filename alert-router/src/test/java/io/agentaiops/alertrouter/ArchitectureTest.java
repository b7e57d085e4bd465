package io.agentaiops.alertrouter;

import io.agentaiops.architecturerules.HouseRulesTest;

class ArchitectureTest extends HouseRulesTest {

    ArchitectureTest() {
        super("io.agentaiops.alertrouter");
    }
}
