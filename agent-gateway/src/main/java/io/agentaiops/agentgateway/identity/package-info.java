/** People who come with a token of the team's own identity provider (OpenID Connect): which of their groups means which role. Checks no signatures; that is the work of quarkus-oidc. */
@NullMarked
package io.agentaiops.agentgateway.identity;

import org.jspecify.annotations.NullMarked;
