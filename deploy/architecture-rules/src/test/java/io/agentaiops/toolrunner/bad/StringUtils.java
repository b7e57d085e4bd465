package io.agentaiops.toolrunner.bad;

record StringUtils() {}
