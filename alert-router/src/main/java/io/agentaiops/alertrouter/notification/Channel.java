package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.yaml.YamlMap;
import java.util.List;

/** A kind of integration: reads its settings from alertmanager.yml. A new channel is one more bean of this type. */
public interface Channel {

    /** Short name, such as {@code email}; its settings stand under {@code <name>_configs}. */
    String name();

    /**
     * Reads one entry; wrong values are refused with file and line, unknown keys by the caller. It is more than one way when
     * each whom it names is told, tried again and given up by itself: who can't be reached keeps nobody else from being told.
     */
    List<Integration> read(YamlMap settings, GlobalSettings global);
}
