package io.agentaiops.toolrunner.bad;

import jakarta.ws.rs.core.Response;

record KnowsRest(Response response) {}
