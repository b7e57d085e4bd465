package io.agentaiops.eventbus.person;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.user.UserErased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Hears, for every service, that a person is to be forgotten, and puts a pseudonym where its rows name them. */
@ApplicationScoped
class UserListener {

    private static final Logger LOG = Logger.getLogger(UserListener.class);

    private final PersonColumns people;
    private final Event<UserErased> further;

    UserListener(PersonColumns people, Event<UserErased> further) {
        this.people = people;
        this.further = further;
    }

    void listen(@Observes Subscriptions on) {
        on.each(UserErased.class, this::erased);
    }

    /** A service that must do more observes the event itself, in this transaction. The event's id makes the pseudonym: the same in every service, and nothing leads from it to the person. */
    private void erased(UserErased event, EventMetadata meta) {
        long rows = people.rename(event.principal(), "erased-" + meta.id());
        further.fire(event);
        LOG.infof("a person is no longer named eventId=%s rows=%d", meta.id(), rows);
    }
}
