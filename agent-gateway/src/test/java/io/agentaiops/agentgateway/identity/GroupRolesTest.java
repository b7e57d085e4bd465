package io.agentaiops.agentgateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.key.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupRolesTest {

    private final GroupRoles roles = new GroupRoles(new OidcConfig() {
        @Override
        public String name() {
            return "the team's provider";
        }

        @Override
        public Set<String> viewers() {
            return Set.of("staff");
        }

        @Override
        public Set<String> operators() {
            return Set.of("ops", "sre");
        }

        @Override
        public Set<String> approvers() {
            return Set.of("leads");
        }

        @Override
        public Set<String> admins() {
            return Set.of("platform");
        }
    });

    @Test
    void somebodyInSeveralGroupsHasTheHighestOfTheirRoles() {
        assertThat(roles.of(Set.of("staff", "sre"))).contains(Role.OPERATOR);
        assertThat(roles.of(Set.of("staff", "leads", "ops"))).contains(Role.APPROVER);
        assertThat(roles.of(Set.of("platform"))).contains(Role.ADMIN);
    }

    @Test
    void nobodyHasARoleByAGroupThatMeansNone() {
        assertThat(roles.of(Set.of("admin", "service", "football"))).isEmpty();
        assertThat(roles.of(Set.of())).isEmpty();
    }
}
