package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.inhibition.InhibitRule;
import io.agentaiops.alertrouter.interval.IntervalParser;
import io.agentaiops.alertrouter.interval.TimeIntervals;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.RateLimit;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.notification.template.AlertTemplates;
import io.agentaiops.alertrouter.routing.RouteTree;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads alertmanager.yml strictly: what is unknown, or known to Alertmanager and not to us, is refused by name and line
 * rather than ignored, for an ignored line may be a page that is never sent.
 */
final class AlertmanagerFileParser {

    private static final String SUFFIX = "_configs";

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final AlertTemplates templates;

    AlertmanagerFileParser(Iterable<Channel> channels) {
        this(channels, AlertTemplates.DEFAULT);
    }

    AlertmanagerFileParser(Iterable<Channel> channels, AlertTemplates templates) {
        this.templates = templates;
        channels.forEach(channel -> this.channels.put(channel.name() + SUFFIX, channel));
    }

    /** Throws {@link io.agentaiops.alertrouter.yaml.InvalidFile}; {@code file} is only a name for messages. */
    AlertingConfig parse(String file, String text) {
        YamlMap root = YamlMap.parse(file, text);
        AlertTemplates all = templates.with(root, directory(file));
        GlobalSettings global = root.map("global")
                .map(GlobalSettings::read)
                .orElse(GlobalSettings.DEFAULT)
                .with(all);
        Map<String, Receiver> receivers = receivers(root, global);
        YamlMap route = root.map("route").orElseThrow(() -> root.refuse("route", "is needed"));
        TimeIntervals intervals = IntervalParser.parse(root);
        RouteTree routes =
                new RouteParser(receivers.keySet(), intervals.byName().keySet()).parse(route);
        List<InhibitRule> rules = root.maps("inhibit_rules").stream()
                .map(MatchersReader::inhibitRule)
                .toList();
        root.refuseUnsupported("tracing", "event_recorder");
        root.finish();
        return new AlertingConfig(ShownConfig.of(text), global, routes, receivers, rules, intervals);
    }

    /** Files are named relative to the one that names them. */
    private static Path directory(String file) {
        Path parent = Path.of(file).toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
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
        Map<String, String> labels = entry.map("labels").map(YamlMap::allTexts).orElse(Map.of());
        Optional<RateLimit> limit = entry.map("rate_limit").map(map -> rateLimit(entry, map));
        entry.finish();
        return new Receiver(name, labels, ways, limit);
    }

    private static RateLimit rateLimit(YamlMap entry, YamlMap map) {
        try {
            RateLimit limit = new RateLimit(map.number("messages", 0), map.duration("per", Duration.ofMinutes(1)));
            map.finish();
            return limit;
        } catch (IllegalArgumentException e) {
            throw entry.refuse("rate_limit", String.valueOf(e.getMessage()));
        }
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
            for (Integration integration : channel.read(settings, global)) {
                ways.add(new Receiver.Way(channel.name(), ways.size(), integration));
            }
            settings.finish();
        }
        return ways;
    }
}
