package io.agentaiops.eventbus.trace;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A collector that is spoken to over gRPC, the default. */
@QuarkusTest
@TestProfile(CollectorOverGrpcIT.Named.class)
class CollectorOverGrpcIT extends CollectorContract {

    /** Names the protocol. */
    public static final class Named extends Profile {
        public Named() {
            super("grpc");
        }
    }

    CollectorOverGrpcIT() {
        super("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    }
}
