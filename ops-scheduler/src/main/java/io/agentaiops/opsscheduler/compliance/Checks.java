package io.agentaiops.opsscheduler.compliance;

import java.util.List;

/** Some checks of one kind. */
interface Checks {

    List<Check> all();
}
