package io.agentaiops.agentgateway.crypto;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Shows by which keys conversations are encrypted, and which of them are no longer needed. Never shows a key. */
@Path("/api/v1/conversation-keys")
@RolesAllowed("admin")
@RunOnVirtualThread
class ConversationKeyResource {

    /**
     * A version of the key.
     *
     * @param version its number
     * @param present whether the key file of this replica holds it
     * @param values stored values that need it
     * @param droppable whether it can be taken out of the key file
     */
    record Version(int version, boolean present, long values, boolean droppable) {}

    /** The versions, and the one that encrypts. */
    record Versions(int current, List<Version> versions) {}

    private final ConversationCipher cipher;
    private final Reencryption reencryption;

    ConversationKeyResource(ConversationCipher cipher, Reencryption reencryption) {
        this.cipher = cipher;
        this.reencryption = reencryption;
    }

    @GET
    public Versions versions() {
        KeyVersions keys = cipher.versions();
        Map<Integer, Long> inUse = reencryption.inUse();
        TreeSet<Integer> all = new TreeSet<>(inUse.keySet());
        keys.present().forEach(version -> all.add((int) version));
        Stream<Version> versions = all.stream().map(version -> {
            boolean present = keys.present().contains(version.byteValue());
            long values = inUse.getOrDefault(version, 0L);
            return new Version(version, present, values, present && values == 0 && version != keys.current());
        });
        return new Versions(keys.current(), versions.toList());
    }

    /** Reads the key file again and encrypts anew what lies under older keys; answers when that is done. */
    @POST
    @Path("/re-encrypt")
    public Versions reencrypt() {
        cipher.refresh();
        reencryption.run();
        return versions();
    }
}
