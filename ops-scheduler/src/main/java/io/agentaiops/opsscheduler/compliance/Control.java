package io.agentaiops.opsscheduler.compliance;

import java.util.Map;

/**
 * What is promised, and how one sees that it is kept.
 *
 * @param id names it in reports for years
 * @param text the promise
 * @param check which check looks
 * @param with the check's arguments
 * @param evidence where an auditor finds more
 * @param owner who answers for it
 * @param line where it stands in its document
 */
record Control(
        String id,
        String title,
        String text,
        String check,
        Map<String, String> with,
        String evidence,
        String owner,
        Frequency frequency,
        int line) {

    Control {
        with = Map.copyOf(with);
    }
}
