package io.agentaiops.agentgateway.crypto;

import java.util.Set;

/**
 * Which conversation keys there are.
 *
 * @param current the version that encrypts
 * @param present the versions that decrypt
 */
public record KeyVersions(byte current, Set<Byte> present) {
    public KeyVersions {
        present = Set.copyOf(present);
    }
}
