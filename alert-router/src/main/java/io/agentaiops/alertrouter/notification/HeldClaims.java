package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.replica.ReplicasChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The notifications that this replica has claimed and not settled yet, as it knows itself. */
@ApplicationScoped
class HeldClaims {

    /** By notification the number of the attempt that it was claimed for. */
    private final Map<UUID, Integer> held = new ConcurrentHashMap<>();

    void add(Collection<Notification> claimed) {
        claimed.forEach(notification -> held.put(notification.id(), notification.attempt()));
    }

    void remove(Notification notification) {
        held.remove(notification.id(), notification.attempt());
    }

    boolean has(UUID id) {
        return held.containsKey(id);
    }

    /** Whether this very claim is still this replica's. */
    boolean has(Notification notification) {
        return Objects.equals(held.get(notification.id()), notification.attempt());
    }

    /** The others have taken over what this replica had claimed. */
    void changed(@Observes ReplicasChanged event) {
        if (event.self()) {
            held.clear();
        }
    }
}
