/** What people thought of answers, for those who can do something about it. Ratings themselves belong to their runs. */
@NullMarked
package io.agentaiops.agentgateway.feedback;

import org.jspecify.annotations.NullMarked;
