package io.agentaiops.alertrouter.notification.paging;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request by AWS Signature Version 4 (docs.aws.amazon.com, "Create a signed AWS API request").
 *
 * @param region such as {@code eu-central-1}
 * @param service such as {@code sns}
 * @param accessKey who signs
 * @param secretKey with what; secret
 */
record AwsSignature(String region, String service, String accessKey, String secretKey) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The headers that make the POST a signed one. */
    Map<String, String> headers(URI url, String contentType, String body, Instant now) {
        String time = TIME.format(now);
        Map<String, String> signed = new TreeMap<>();
        signed.put("content-type", contentType);
        signed.put("host", url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        signed.put("x-amz-date", time);
        String names = String.join(";", signed.keySet());
        String canonical = "POST\n"
                + (url.getRawPath().isEmpty() ? "/" : url.getRawPath()) + "\n\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + hash(body);
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical);
        String signature = HexFormat.of().formatHex(hmac(key(time.substring(0, 8)), toSign));
        return Map.of(
                "X-Amz-Date",
                time,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
    }

    /** The key of that day, region and service. */
    byte[] key(String day) {
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "AwsSignature[" + region + "]";
    }
}
