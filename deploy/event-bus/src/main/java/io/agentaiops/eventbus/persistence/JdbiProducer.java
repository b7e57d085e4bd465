package io.agentaiops.eventbus.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;
import org.jdbi.v3.jackson2.Jackson2Config;
import org.jdbi.v3.jackson2.Jackson2Plugin;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Makes the beans that every store needs. */
@ApplicationScoped
class JdbiProducer {

    /** The database. Transactions are JTA's: a handle opened inside one takes part in it. */
    @Produces
    @Singleton
    Jdbi jdbi(AgroalDataSource dataSource, ObjectMapper json) {
        Jdbi jdbi = Jdbi.create(dataSource).installPlugin(new PostgresPlugin()).installPlugin(new Jackson2Plugin());
        jdbi.getConfig(Jackson2Config.class).setMapper(json);
        return jdbi.setTransactionHandler(new CMTTransactionHandler());
    }

    /** The system's clock; {@code aiops.clock.offset} puts it wrong on purpose, where a test wants to see what then happens. */
    @Produces
    @Singleton
    @DefaultBean
    Clock clock(@ConfigProperty(name = "aiops.clock.offset", defaultValue = "0s") Duration offset) {
        return Clock.offset(Clock.systemUTC(), offset);
    }
}
