/**
 * The web: {@link io.agentaiops.toolrunner.builtin.web.WebSearchTool} asks search providers in the order that an
 * administrator gave them, {@link io.agentaiops.toolrunner.builtin.web.WebFetchTool} reads one page as text. What no
 * provider knows is said to be unknown; a hit is never made up.
 */
@NullMarked
package io.agentaiops.toolrunner.builtin.web;

import org.jspecify.annotations.NullMarked;
