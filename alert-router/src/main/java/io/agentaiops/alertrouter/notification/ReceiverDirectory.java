package io.agentaiops.alertrouter.notification;

import java.util.Optional;

/** Who can be told, as configured at this moment. */
public interface ReceiverDirectory {

    Optional<Receiver> receiver(String name);
}
