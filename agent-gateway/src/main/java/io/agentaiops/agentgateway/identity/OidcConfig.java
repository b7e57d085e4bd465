package io.agentaiops.agentgateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/**
 * What the identity provider is called, and which of its groups mean which role. Somebody in several groups has the highest
 * of their roles.
 */
@ConfigMapping(prefix = "aiops.oidc")
interface OidcConfig {

    /** What people call the provider; stands on the button of the page. */
    @WithDefault("single sign-on")
    String name();

    /** Groups whose members may look and ask. */
    @WithDefault("aiops-viewers")
    Set<String> viewers();

    /** Groups whose members may also start procedures and change documents. */
    @WithDefault("aiops-operators")
    Set<String> operators();

    /** Groups whose members may also approve state-changing calls. */
    @WithDefault("aiops-approvers")
    Set<String> approvers();

    /** Groups whose members may do everything. */
    @WithDefault("aiops-admins")
    Set<String> admins();
}
