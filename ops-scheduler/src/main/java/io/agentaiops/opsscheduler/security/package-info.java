/** The weekly look for what an attacker would use: {@link io.agentaiops.opsscheduler.security.AccessReview} reads the audit ledger for what is unusual, {@link io.agentaiops.opsscheduler.security.CertificateReview} says what expires, {@link io.agentaiops.opsscheduler.security.CertificateRenewal} has it renewed by the operator's command, {@link io.agentaiops.opsscheduler.security.DependencyReview} lists our own parts and asks a feed about them. No document ever brings a command. */
@NullMarked
package io.agentaiops.opsscheduler.security;

import org.jspecify.annotations.NullMarked;
