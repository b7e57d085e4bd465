package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.yaml.YamlMap;

/** A kind of integration: reads its settings from alertmanager.yml. A new channel is one more bean of this type. */
public interface Channel {

    /** Short name, such as {@code email}; its settings stand under {@code <name>_configs}. */
    String name();

    /** Reads one entry; wrong values are refused with file and line. Unknown keys are refused by the caller. */
    Integration read(YamlMap settings, GlobalSettings global);
}
