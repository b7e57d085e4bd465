package io.agentaiops.toolrunner.good;

import jakarta.ws.rs.core.Response;

/** A resource may know of HTTP. */
public record WellBehavedResource(Response response) {}
