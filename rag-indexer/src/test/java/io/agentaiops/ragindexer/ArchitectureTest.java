package io.agentaiops.ragindexer;

import io.agentaiops.architecturerules.HouseRulesTest;

class ArchitectureTest extends HouseRulesTest {

    ArchitectureTest() {
        super("io.agentaiops.ragindexer");
    }
}
