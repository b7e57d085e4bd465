# What tool-runner's image stands on: a Java runtime, the sandbox, and the commands of its policy.
#   docker build -f deploy/images/tool-runner-base.Dockerfile -t registry.example/agent-aiops/tool-runner-base:1 deploy/images
FROM eclipse-temurin:25-jre
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        bubblewrap util-linux perl procps iproute2 iputils-ping net-tools dnsutils curl wget sysstat lsof openssl \
        postgresql-client \
    && rm -rf /var/lib/apt/lists/*
