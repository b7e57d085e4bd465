package io.agentaiops.toolrunner.tool;

import java.util.List;

/** Where tools come from that are not known when the service starts. Implementations are beans. */
public interface ToolSource {

    /** Its tools as of now. */
    List<Tool> tools();
}
