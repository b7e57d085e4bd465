/**
 * The rules by which personal data and secrets are found in text. {@link io.agentaiops.eventbus.redaction.Scan} reads a
 * text once, character by character; a character that can begin or betray something calls the rule for it. Nothing here
 * keeps what it found, and nothing here decides what happens to it: that is {@code Redactor}'s.
 */
@NullMarked
package io.agentaiops.eventbus.redaction;

import org.jspecify.annotations.NullMarked;
