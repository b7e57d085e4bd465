package io.agentaiops.opsscheduler.report;

/** A stored report in both forms. */
record Report(String markdown, String html) {}
