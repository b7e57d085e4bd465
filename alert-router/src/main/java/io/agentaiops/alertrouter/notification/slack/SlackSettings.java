package io.agentaiops.alertrouter.notification.slack;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One entry under {@code slack_configs}. Texts that are empty are made from the message.
 *
 * @param url the incoming webhook; secret
 * @param sendResolved whether it is told when alerts are over
 * @param timeout how long a request may take
 * @param texts the fixed texts by their keys: channel, username, color, title, title_link, pretext, text, ...
 * @param linkNames whether Slack links names
 */
record SlackSettings(URI url, boolean sendResolved, Duration timeout, Map<String, String> texts, boolean linkNames) {

    SlackSettings {
        texts = Map.copyOf(texts);
    }

    String text(String key, String otherwise) {
        return texts.getOrDefault(key, otherwise);
    }

    @Override
    public String toString() {
        return "SlackSettings[" + url.getHost() + ", " + texts.getOrDefault("channel", "") + "]";
    }
}
