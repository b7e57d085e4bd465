/**
 * The secrets of a local stack, made on its first start and kept in files that only the owner may read. Says where a key
 * lies; what a key opens is the services' affair.
 */
@NullMarked
package io.agentaiops.local.keys;

import org.jspecify.annotations.NullMarked;
