package io.agentaiops.opsscheduler.retention;

import java.time.LocalDate;
import java.util.List;

/** Data with a term that another feature keeps and lets go of. */
public interface KeptElsewhere {

    /** What should have gone before that day (UTC) and is under no hold, in words. */
    List<String> overdue(LocalDate day);
}
