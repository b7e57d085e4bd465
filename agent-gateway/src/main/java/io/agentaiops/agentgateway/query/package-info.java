/** Takes a question in: stored with its event in one transaction, started right after the commit. */
@NullMarked
package io.agentaiops.agentgateway.query;

import org.jspecify.annotations.NullMarked;
