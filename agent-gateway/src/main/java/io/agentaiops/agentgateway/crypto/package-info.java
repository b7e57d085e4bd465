/** Encrypts what people say and get before it is stored, with AES-256-GCM and numbered keys. It must not know what it encrypts. */
@NullMarked
package io.agentaiops.agentgateway.crypto;

import org.jspecify.annotations.NullMarked;
