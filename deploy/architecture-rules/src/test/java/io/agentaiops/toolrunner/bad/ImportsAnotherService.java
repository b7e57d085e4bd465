package io.agentaiops.toolrunner.bad;

import io.agentaiops.alertrouter.Foreign;

record ImportsAnotherService(Foreign foreign) {}
