/** What is stored about one person: shown to them, and removed on their wish in every table and with word to the other services. Each feature says by {@code PersonalData} what it holds. */
@NullMarked
package io.agentaiops.agentgateway.privacy;

import org.jspecify.annotations.NullMarked;
