package io.agentaiops.toolrunner.builtin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeRuleTest {

    private static final ProbeRule STANDARD = new ProbeRule(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.7", "192.168.1.1", "172.20.0.3", "fd12::1", "100.64.1.1"})
    void siteIsReached(String address) throws UnknownHostException {
        assertThat(STANDARD.refusal("host", InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "fe80::1",
                "224.0.0.1",
                "0.0.0.0",
                "::ffff:169.254.169.254"
            })
    void placesOfCredentialsAreNeverReached(String address) throws UnknownHostException {
        ProbeRule open = new ProbeRule(List.of("*"), List.of());

        assertThat(open.refusal("host", InetAddress.getByName(address))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.org, 8.8.8.8, true",
        "API.EXAMPLE.ORG., 8.8.8.8, true",
        "example.org, 8.8.8.8, false",
        "evil-example.org, 8.8.8.8, false",
        "status.vendor.example, 8.8.8.8, true",
        "other.vendor.example, 8.8.8.8, false",
        "unnamed, 9.9.9.9, true"
    })
    void publicHostsAreReachedWhenTheyAreNamed(String host, String address, boolean reached)
            throws UnknownHostException {
        ProbeRule rule = new ProbeRule(List.of("*.example.org", "status.vendor.example", "9.9.9.0/24"), List.of());

        assertThat(rule.refusal(host, InetAddress.getByName(address)).isEmpty()).isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({"db, 10.0.9.9", "vault.internal, 10.1.1.1", "127.0.0.1, 127.0.0.1"})
    void forbiddenIsForbiddenInsideToo(String host, String address) throws UnknownHostException {
        ProbeRule rule = new ProbeRule(List.of("*"), List.of("10.0.9.0/24", "vault.internal", "127.0.0.0/8"));

        assertThat(rule.refusal(host, InetAddress.getByName(address)).orElse(""))
                .contains("aiops.probe.forbidden");
    }
}
