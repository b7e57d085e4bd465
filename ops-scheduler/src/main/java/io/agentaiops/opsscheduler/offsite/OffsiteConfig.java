package io.agentaiops.opsscheduler.offsite;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where copies of backups go. */
@ConfigMapping(prefix = "aiops.offsite")
public interface OffsiteConfig {

    /** The bucket; none named: nothing is copied. */
    Optional<String> bucket();

    /** Where the S3 server is, when it is not Amazon's. */
    Optional<URI> endpoint();

    /** The region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** What every key in the bucket begins with, such as {@code site-a/}. */
    Optional<String> prefix();

    /** Who asks; the usual places of AWS's SDK otherwise. */
    Optional<String> accessKey();

    /** Belongs to it. */
    Optional<String> secretKey();

    /**
     * Whether copies beyond their generations are deleted. Off: an account that cannot delete protects them, and the
     * bucket's own rules let them go.
     */
    @WithDefault("false")
    boolean prune();

    /** After so long without a new copy an alert goes out. */
    @WithDefault("2d")
    Duration limit();

    /** After so long a copy is read again and its checksums are compared; where traffic has a price, longer. */
    @WithDefault("24h")
    Duration checkEvery();

    /** How many MiB a second are read for that. */
    @WithDefault("16")
    long checkMibPerSecond();

    /** How often it is looked for backups without a copy. */
    @WithDefault("60s")
    String lookEvery();
}
