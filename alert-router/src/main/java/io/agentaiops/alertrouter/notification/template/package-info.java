/**
 * What templates of alertmanager.yml see: the data and functions of Alertmanager's template package, and the templates that
 * stand there by default. The language itself is gotemplate's.
 */
@NullMarked
package io.agentaiops.alertrouter.notification.template;

import org.jspecify.annotations.NullMarked;
