package io.agentaiops.opsscheduler.offsite;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A bucket, and how to speak to it.
 *
 * @param endpoint null for Amazon's
 * @param prefix of every key: empty, or with a slash at its end
 * @param accessKey null: the usual places of AWS's SDK
 */
public record Bucket(
        String name,
        @Nullable URI endpoint,
        String region,
        String prefix,
        @Nullable String accessKey,
        @Nullable String secretKey) {

    public Bucket {
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /** The bucket that the service's configuration names. */
    public static Optional<Bucket> of(OffsiteConfig config) {
        return config.bucket()
                .map(name -> new Bucket(
                        name,
                        config.endpoint().orElse(null),
                        config.region(),
                        config.prefix().orElse(""),
                        config.accessKey().orElse(null),
                        config.secretKey().orElse(null)));
    }

    /**
     * The bucket that {@code AIOPS_S3_BUCKET} and its likes name; for programs without the service's configuration.
     *
     * @throws IllegalArgumentException when none is named
     */
    public static Bucket of(Map<String, String> environment) {
        String name = environment.getOrDefault("AIOPS_S3_BUCKET", "");
        if (name.isBlank()) {
            throw new IllegalArgumentException("no bucket is named: set AIOPS_S3_BUCKET, and for a server of your own"
                    + " AIOPS_S3_ENDPOINT, AIOPS_S3_ACCESS_KEY and AIOPS_S3_SECRET_KEY");
        }
        String endpoint = environment.getOrDefault("AIOPS_S3_ENDPOINT", "");
        return new Bucket(
                name,
                endpoint.isBlank() ? null : URI.create(endpoint),
                environment.getOrDefault("AIOPS_S3_REGION", "us-east-1"),
                environment.getOrDefault("AIOPS_S3_PREFIX", ""),
                environment.get("AIOPS_S3_ACCESS_KEY"),
                environment.get("AIOPS_S3_SECRET_KEY"));
    }

    /**
     * A client. Checksums beyond MD5 are not asked for: many servers that speak S3 do not know them. Path style, for a
     * server of one's own seldom has a host name for each bucket.
     */
    S3Client connect() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .forcePathStyle(endpoint != null)
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return accessKey == null || accessKey.isBlank() || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }

    @Override
    public String toString() {
        return "Bucket[" + name + " at " + (endpoint == null ? "AWS " + region : endpoint) + ", " + prefix + "]";
    }
}
