package io.agentaiops.opsscheduler.occurrence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How due times are kept. */
@ConfigMapping(prefix = "aiops.schedule")
interface ScheduleConfig {

    /** How often due times are looked for; {@code off} where another replica does that. */
    @WithDefault("1s")
    String tickEvery();

    /** A run that begins up to this long after its due time counts as on time. */
    @WithDefault("60s")
    Duration onTime();

    /** A due time that is noticed later than this is not made up for; it is recorded as missed. */
    @WithDefault("1h")
    Duration catchUp();
}
