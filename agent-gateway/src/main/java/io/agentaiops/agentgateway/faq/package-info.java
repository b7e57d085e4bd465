/** Frequent questions: proposed from what is asked again and again and was answered well, approved by people, kept as documents. */
@NullMarked
package io.agentaiops.agentgateway.faq;

import org.jspecify.annotations.NullMarked;
