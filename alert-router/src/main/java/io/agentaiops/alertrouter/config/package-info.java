/**
 * The file alertmanager.yml: read strictly, kept as the current configuration, replaced on reload without losing state.
 */
@NullMarked
package io.agentaiops.alertrouter.config;

import org.jspecify.annotations.NullMarked;
