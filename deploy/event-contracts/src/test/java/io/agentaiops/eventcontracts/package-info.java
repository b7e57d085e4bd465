/** Holds records, JSON Schemas, asyncapi.yaml and golden samples to each other. */
@NullMarked
package io.agentaiops.eventcontracts;

import org.jspecify.annotations.NullMarked;
