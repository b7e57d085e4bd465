package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.routing.RouteTree;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads alertmanager.yml strictly: what is unknown, or known to Alertmanager and not to us, is refused by name and line
 * rather than ignored, for an ignored line may be a page that is never sent.
 */
final class AlertmanagerFileParser {

    private static final String SUFFIX = "_configs";

    /** Values that must not be shown again; Alertmanager hides the same ones, addresses of webhooks included. */
    private static final Pattern SECRETS =
            Pattern.compile("((?:password|secret|token|credentials|api_key|url)[\"']?\\s*:[ \\t]+)([^,}\\r\\n]+)");

    private final Map<String, Channel> channels = new LinkedHashMap<>();

    AlertmanagerFileParser(Iterable<Channel> channels) {
        channels.forEach(channel -> this.channels.put(channel.name() + SUFFIX, channel));
    }

    /** Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}; {@code file} is only a name for messages. */
    AlertingConfig parse(String file, String text) {
        YamlMap root = YamlMap.parse(file, text);
        GlobalSettings global = root.map("global").map(GlobalSettings::read).orElse(GlobalSettings.DEFAULT);
        Map<String, Receiver> receivers = receivers(root, global);
        YamlMap route = root.map("route").orElseThrow(() -> root.refuse("route", "is needed"));
        RouteTree routes = new RouteParser(receivers.keySet()).parse(route);
        root.refuseUnsupported(
                "inhibit_rules", "templates", "time_intervals", "mute_time_intervals", "tracing", "event_recorder");
        root.finish();
        return new AlertingConfig(SECRETS.matcher(text).replaceAll("$1<secret>"), global, routes, receivers);
    }

    private Map<String, Receiver> receivers(YamlMap root, GlobalSettings global) {
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        for (YamlMap entry : root.maps("receivers")) {
            Receiver receiver = receiver(entry, global);
            if (receivers.put(receiver.name(), receiver) != null) {
                throw entry.refuse("name", receiver.name() + " is the name of another receiver too");
            }
        }
        return receivers;
    }

    private Receiver receiver(YamlMap entry, GlobalSettings global) {
        String name = entry.requiredText("name");
        List<Receiver.Way> ways = new ArrayList<>();
        for (String key : entry.keys()) {
            if (key.endsWith(SUFFIX)) {
                ways.addAll(ways(entry, key, global));
            }
        }
        entry.refuseUnsupported("labels");
        entry.finish();
        return new Receiver(name, ways);
    }

    private List<Receiver.Way> ways(YamlMap entry, String key, GlobalSettings global) {
        Channel channel = channels.get(key);
        if (channel == null) {
            throw entry.refuse(
                    key,
                    "is a type of receiver that is not supported; supported are "
                            + channels.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        List<Receiver.Way> ways = new ArrayList<>();
        for (YamlMap settings : entry.maps(key)) {
            ways.add(new Receiver.Way(channel.name(), ways.size(), channel.read(settings, global)));
            settings.finish();
        }
        return ways;
    }
}
