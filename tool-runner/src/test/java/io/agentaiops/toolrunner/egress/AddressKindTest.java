package io.agentaiops.toolrunner.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKindTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.1, PRIVATE",
        "::ffff:192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "169.254.169.254, METADATA",
        "::ffff:169.254.169.254, METADATA",
        "100.100.100.200, METADATA",
        "168.63.129.16, METADATA",
        "fd00:ec2::254, METADATA",
        "169.254.1.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "0.0.0.0, OTHER",
        "::, OTHER",
        "224.0.0.1, OTHER",
        "255.255.255.255, OTHER",
        "198.18.0.1, OTHER",
        "192.0.2.1, OTHER",
        "ff02::1, OTHER",
        "::127.0.0.1, OTHER",
        "64:ff9b::7f00:1, OTHER",
        "2002:7f00:1::, OTHER",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, OTHER",
        "2001:db8::1, OTHER",
        "172.32.0.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "2606:4700::1111, PUBLIC"
    })
    void addressIsToldApart(String address, AddressKind kind) throws UnknownHostException {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    /** Notations that browsers and C libraries take for this machine: what the system makes of them is judged, and connected to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "127.1",
                "0x7f.1",
                "0x7f000001",
                "127.0.0.1.",
                "localhost",
                "localhost.",
                "[::1]",
                "0",
                "::ffff:7f00:1"
            })
    void otherNotationsOfThisMachineAreNotTheInternet(String host) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return; // this system does not take it for an address, so nothing can be reached by it
        }
        for (InetAddress address : addresses) {
            assertThat(AddressKind.of(address)).isNotEqualTo(AddressKind.PUBLIC);
        }
    }

    @Property
    void mappedAddressIsWhatItStandsFor(@ForAll @Size(4) byte[] v4) throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xFF;
        System.arraycopy(v4, 0, mapped, 12, 4);

        assertThat(AddressKind.of(InetAddress.getByAddress(mapped)))
                .isEqualTo(AddressKind.of(InetAddress.getByAddress(v4)));
    }

    /** The JDK's own judgement, which knows fewer ranges, must never be stricter. */
    @Property
    void whatTheJdkCallsLocalIsNeverPublic(@ForAll @Size(4) byte[] v4) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(v4);
        if (address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            assertThat(AddressKind.of(address)).isNotEqualTo(AddressKind.PUBLIC);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "example.org/8", "10.0.0.0/x", ""})
    void rangeThatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.of(text)).withMessageContaining("'" + text + "'");
    }
}
