package io.agentaiops.agentgateway.identity;

import io.agentaiops.agentgateway.key.Role;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** The role that somebody's groups give. */
final class GroupRoles {

    private final OidcConfig config;

    GroupRoles(OidcConfig config) {
        this.config = config;
    }

    /** The highest role of these groups, if any of them means one. Nobody becomes a service by a group. */
    Optional<Role> of(Set<String> groups) {
        if (meets(config.admins(), groups)) {
            return Optional.of(Role.ADMIN);
        }
        if (meets(config.approvers(), groups)) {
            return Optional.of(Role.APPROVER);
        }
        if (meets(config.operators(), groups)) {
            return Optional.of(Role.OPERATOR);
        }
        return meets(config.viewers(), groups) ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    private static boolean meets(Set<String> wanted, Set<String> groups) {
        return !Collections.disjoint(wanted, groups);
    }
}
