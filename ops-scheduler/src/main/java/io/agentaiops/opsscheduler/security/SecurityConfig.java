package io.agentaiops.opsscheduler.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where known vulnerabilities are looked up, and what renews certificates. */
@ConfigMapping(prefix = "aiops.security")
interface SecurityConfig {

    /**
     * A feed that speaks OSV's batch query, such as {@code https://api.osv.dev/v1/querybatch} or a mirror inside; not set:
     * nothing leaves the house and the scan says that it was none.
     */
    Optional<URI> feed();

    /** Where the host's list of packages begins: {@code /}, or where a container sees its host. */
    @WithDefault("/")
    Path root();

    /**
     * What renews certificates here: a program and its arguments, between commas, such as
     * {@code /usr/bin/sudo,-n,/usr/bin/certbot,renew}. There is no shell. Not set: what ends soon is said and not renewed.
     */
    Optional<List<String>> renewCommand();
}
