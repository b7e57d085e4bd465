/** What a run leaves for people: {@link io.agentaiops.opsscheduler.report.RunReport} renders Markdown and HTML when a run ends, {@link io.agentaiops.opsscheduler.report.ReportStore} keeps both. */
@NullMarked
package io.agentaiops.opsscheduler.report;

import org.jspecify.annotations.NullMarked;
