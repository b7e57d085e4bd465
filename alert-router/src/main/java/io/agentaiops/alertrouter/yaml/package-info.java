/**
 * Strict reading of YAML files written by people: every key is read or refused by name and line. Knows the notation, not the
 * meaning of any file.
 */
@NullMarked
package io.agentaiops.alertrouter.yaml;

import org.jspecify.annotations.NullMarked;
