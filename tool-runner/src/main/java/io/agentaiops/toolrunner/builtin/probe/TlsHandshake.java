package io.agentaiops.toolrunner.builtin.probe;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A handshake made to look at, with any certificate: what is wrong with it is the finding. Nothing is sent over the
 * connection, so nothing is entrusted to the other side.
 */
final class TlsHandshake {

    /**
     * What was shown.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param cipher the cipher suite
     * @param chain the server's certificate first
     * @param distrust why this machine does not trust the chain; empty when it does
     */
    record Shown(String protocol, String cipher, List<X509Certificate> chain, String distrust) {
        Shown {
            chain = List.copyOf(chain);
        }
    }

    private TlsHandshake() {}

    static Shown with(Probing probing, String host, int port, Duration timeout) throws IOException {
        Looking looking = new Looking();
        try (Socket plain = probing.connect(host, port, timeout)) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {looking}, null);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                if (!host.matches("[0-9.]+|.*:.*")) {
                    parameters.setServerNames(List.of(new SNIHostName(host.replaceAll("\\.$", ""))));
                }
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return new Shown(
                        socket.getSession().getProtocol(),
                        socket.getSession().getCipherSuite(),
                        looking.chain,
                        distrust(looking.chain));
            }
        } catch (GeneralSecurityException e) {
            throw new SocketException("this machine cannot speak TLS: " + e);
        }
    }

    private static String distrust(List<X509Certificate> chain) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        try {
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager strict) {
                    strict.checkServerTrusted(chain.toArray(X509Certificate[]::new), algorithm);
                }
            }
            return "";
        } catch (CertificateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Takes note of the chain and lets the handshake go on. */
    private static final class Looking extends X509ExtendedTrustManager {

        private volatile List<X509Certificate> chain = List.of();

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String authType) {
            chain = List.of(shown);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String authType, Socket socket) {
            chain = List.of(shown);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String authType, SSLEngine engine) {
            chain = List.of(shown);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String authType) throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
