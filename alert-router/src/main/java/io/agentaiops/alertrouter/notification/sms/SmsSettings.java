package io.agentaiops.alertrouter.notification.sms;

import java.net.URI;
import java.util.List;

/**
 * One entry under {@code sms_configs}.
 *
 * @param url where messages are posted
 * @param account user at the gateway
 * @param token password at the gateway
 * @param from sender
 * @param to phone numbers
 * @param severity only alerts of this severity are sent
 * @param sendResolved whether it is told when alerts are over
 */
record SmsSettings(
        URI url, String account, String token, String from, List<String> to, String severity, boolean sendResolved) {

    SmsSettings {
        to = List.copyOf(to);
    }

    @Override
    public String toString() {
        return "SmsSettings[" + url.getHost() + "]";
    }
}
