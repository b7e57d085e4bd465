package io.agentaiops.alertrouter.notification.sms;

import java.time.Duration;
import java.util.List;

/**
 * One number of an entry under {@code sms_configs}.
 *
 * @param providers who carries the messages: the first that takes one
 * @param to the phone number
 * @param severity only alerts of this severity are sent
 * @param sendResolved whether it is told when alerts are over
 * @param bundle how long messages are gathered after one went out; zero: each goes by itself
 */
record SmsSettings(List<SmsProvider> providers, String to, String severity, boolean sendResolved, Duration bundle) {

    SmsSettings {
        providers = List.copyOf(providers);
    }

    @Override
    public String toString() {
        return "SmsSettings" + providers;
    }
}
