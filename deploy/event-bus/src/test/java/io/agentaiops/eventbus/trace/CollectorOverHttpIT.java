package io.agentaiops.eventbus.trace;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A collector that is spoken to over HTTP. */
@QuarkusTest
@TestProfile(CollectorOverHttpIT.Named.class)
class CollectorOverHttpIT extends CollectorContract {

    /** Names the protocol. */
    public static final class Named extends Profile {
        public Named() {
            super("http/protobuf");
        }
    }

    CollectorOverHttpIT() {
        super("/v1/traces");
    }
}
