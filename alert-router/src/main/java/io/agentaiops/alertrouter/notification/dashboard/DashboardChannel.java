package io.agentaiops.alertrouter.notification.dashboard;

import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.yaml.YamlMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@code dashboard_configs}: the event that settles the notification is all that the live status stream needs. */
@ApplicationScoped
public class DashboardChannel implements Channel {

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public List<Integration> read(YamlMap settings, GlobalSettings global) {
        return List.of(new DashboardIntegration(settings.flag("send_resolved", true)));
    }

    private record DashboardIntegration(boolean sendsResolved) implements Integration {
        @Override
        public Delivery deliver(Notification notification) {
            return new Delivery.Delivered();
        }
    }
}
