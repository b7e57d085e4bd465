/**
 * The libraries that a service is made of, as it runs: each service lists its own when it is asked ({@link
 * io.agentaiops.eventbus.library.LibraryListing}), for no other can see them. Whether any of them has holes is not judged
 * here.
 */
@NullMarked
package io.agentaiops.eventbus.library;

import org.jspecify.annotations.NullMarked;
