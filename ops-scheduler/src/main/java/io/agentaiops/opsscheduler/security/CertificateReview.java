package io.agentaiops.opsscheduler.security;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code security.certificates}: how long certificates are valid. Fails when one ends too soon or cannot be read. */
@ApplicationScoped
class CertificateReview implements CapabilityHandler {

    private final CertificateReader reader;

    CertificateReview(CertificateReader reader) {
        this.reader = reader;
    }

    @Override
    public Capability capability() {
        return Capability.SECURITY_CERTIFICATES;
    }

    @Override
    public Finding perform(Operation operation) {
        CertificateReader.Found found = reader.read(operation.arguments());
        return found.isWell()
                ? Finding.good(found.summary(), found.evidence())
                : Finding.bad(found.summary(), found.evidence());
    }
}
