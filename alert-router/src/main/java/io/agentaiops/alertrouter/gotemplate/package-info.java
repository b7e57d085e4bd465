/**
 * Templates in the language of Go's {@code text/template} and {@code html/template}, as far as alertmanager.yml uses it:
 * {@link io.agentaiops.alertrouter.gotemplate.TemplateSet} parses and runs them. Everything is bounded: steps, depth, and
 * the length of the output. Knows nothing of alerts; data and functions come from the caller.
 */
@NullMarked
package io.agentaiops.alertrouter.gotemplate;

import org.jspecify.annotations.NullMarked;
