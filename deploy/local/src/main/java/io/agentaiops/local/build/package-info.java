/**
 * Builds what is stale before a start: {@link io.agentaiops.local.build.ModuleStamps} tells which services were changed since
 * they were built, {@link io.agentaiops.local.build.MavenBuild} builds those and no other.
 */
@NullMarked
package io.agentaiops.local.build;

import org.jspecify.annotations.NullMarked;
