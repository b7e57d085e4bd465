package io.agentaiops.toolrunner.builtin.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Somebody who searches the web. */
interface SearchProvider {

    /** Its name in configuration, metrics and results. */
    String name();

    /**
     * Asks it.
     *
     * @param address where it answers
     * @return what it found, best first; empty when it says that there is nothing
     * @throws ProviderFault when it gave no usable answer
     */
    List<SearchHit> search(URI address, String query, Duration timeout) throws ProviderFault;
}
