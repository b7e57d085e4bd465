/** Puts packaged services into container images, or into folders for hosts without containers. */
@NullMarked
package io.agentaiops.images;

import org.jspecify.annotations.NullMarked;
