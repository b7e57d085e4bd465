package io.agentaiops.toolrunner.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param network its first address
 * @param bits how many leading bits all of its addresses share
 */
public record Cidr(InetAddress network, int bits) {

    /** Keeps names out: only literals are looked at, and nothing is asked of DNS. */
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    /** Reads a range; a single address is a range of one. */
    public static Cidr of(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            if (!LITERAL.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("'" + text + "' is not a range such as 10.0.0.0/8");
            }
            InetAddress network = InetAddress.getByName(parts[0]);
            int most = network.getAddress().length * 8;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("'" + text + "': from 0 to " + most + " bits");
            }
            return new Cidr(network, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a range such as 10.0.0.0/8", e);
        }
    }

    /** Whether the address lies in the range. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((mine[whole] ^ other[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + bits;
    }
}
