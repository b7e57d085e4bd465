package io.agentaiops.toolrunner.bad;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

class InjectsFields {
    @Inject
    @Nullable
    String collaborator;
}
