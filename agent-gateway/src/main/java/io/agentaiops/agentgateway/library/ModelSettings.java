package io.agentaiops.agentgateway.library;

import io.agentaiops.agentgateway.model.OllamaConfig;
import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The default model and its fall-backs, as somebody set them. Each replica looks again after two seconds. */
@ApplicationScoped
public class ModelSettings {

    /** Who chose the default. */
    public enum Origin {
        ADMIN,
        PROMOTION,
        /** Nobody: it was there when the first question came. */
        AUTOMATIC
    }

    /**
     * What is set.
     *
     * @param defaultModel the model for those who name none; null when nobody chose one
     * @param origin who chose it
     * @param fallbacks the models that follow when it cannot be used, best first
     */
    public record Setting(@Nullable String defaultModel, Origin origin, List<String> fallbacks) {
        public Setting {
            fallbacks = List.copyOf(fallbacks);
        }
    }

    private record Known(Setting setting, Instant until) {}

    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final String FIND = "select * from model_setting where id = 1";
    private static final String SET = """
            insert into model_setting (id, default_model, origin, fallbacks, updated_at, updated_by)
            values (1, :model, :origin, :fallbacks, :now, :by)
            on conflict (id) do update set default_model = excluded.default_model, origin = excluded.origin,
                fallbacks = excluded.fallbacks, updated_at = excluded.updated_at, updated_by = excluded.updated_by
            """;
    private static final String SETTLE = """
            insert into model_setting (id, default_model, origin, updated_at, updated_by)
            values (1, :model, 'automatic', :now, 'agent-gateway')
            on conflict (id) do update set default_model = excluded.default_model, updated_at = excluded.updated_at
            where model_setting.origin = 'automatic'
            """;

    private final Jdbi jdbi;
    private final OllamaConfig config;
    private final Audit audit;
    private final Clock clock;
    private volatile @Nullable Known known;

    ModelSettings(Jdbi jdbi, OllamaConfig config, Audit audit, Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is set: over REST, else by configuration, else what was found. */
    public Setting current() {
        Known before = known;
        Instant now = clock.instant();
        if (before != null && now.isBefore(before.until())) {
            return before.setting();
        }
        Setting read = read();
        known = new Known(read, now.plus(REMEMBERED));
        return read;
    }

    /** Sets default and fall-backs. */
    @Transactional
    public void set(@Nullable String model, Origin origin, List<String> fallbacks, String principal) {
        jdbi.useHandle(handle -> handle.createUpdate(SET)
                .bind("model", model)
                .bind("origin", label(origin))
                .bindArray("fallbacks", String.class, fallbacks.toArray())
                .bind("now", clock.instant())
                .bind("by", principal)
                .execute());
        audit.record(
                principal,
                "model.default",
                model == null ? "none" : model,
                "succeeded",
                Map.of("fallbacks", String.join(", ", fallbacks), "origin", label(origin)));
        known = null;
    }

    /** What is set may have changed: it is looked up again. */
    public void changed() {
        known = null;
    }

    /** The model that is used because nobody chose one stays the default until somebody does. */
    @Transactional
    public void settle(String model) {
        jdbi.useHandle(handle -> handle.createUpdate(SETTLE)
                .bind("model", model)
                .bind("now", clock.instant())
                .execute());
        known = null;
    }

    private Setting read() {
        Optional<Setting> stored = jdbi.withHandle(handle ->
                handle.createQuery(FIND).map((row, context) -> setting(row)).findOne());
        Setting found = stored.orElse(new Setting(null, Origin.AUTOMATIC, List.of()));
        return found.origin() == Origin.AUTOMATIC
                ? config.defaultModel()
                        .map(model -> new Setting(model, Origin.ADMIN, found.fallbacks()))
                        .orElse(found)
                : found;
    }

    private static Setting setting(ResultSet row) throws SQLException {
        String[] fallbacks = (String[]) row.getArray("fallbacks").getArray();
        return new Setting(
                row.getString("default_model"),
                Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                List.of(fallbacks));
    }

    private static String label(Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }
}
