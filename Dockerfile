# The last stage is the exporter: one native binary in an image without a shell, run by a user without rights. The stage demo is a simulated
# deployment to try it on (compose.yaml).
# For two architectures: docker buildx build --platform linux/amd64,linux/arm64 . The build always runs on the builder's own and compiles for the other.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS sdk
WORKDIR /source
COPY . .

FROM sdk AS build-demo
RUN dotnet publish demo --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS demo
# PostgreSQL's programs are wanted, not a server that starts by itself.
RUN mkdir -p /etc/postgresql-common/createcluster.d \
    && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/only-the-programs.conf \
    && apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql && rm -rf /var/lib/apt/lists/* \
    && install -d -o $APP_UID -g $APP_UID -m 0700 /var/lib/demo /run/database
COPY --from=build-demo /app /app
# The database lies in TMPDIR. No diagnostics port, which would want a writable /tmp.
ENV TMPDIR=/var/lib/demo DOTNET_EnableDiagnostics=0
EXPOSE 5432
USER $APP_UID
# What a container that was killed left behind goes first.
ENTRYPOINT ["/bin/sh", "-c", "rm -rf /var/lib/demo/* && exec dotnet /app/demo.dll --exporter none --share-password /run/database/password \"$@\"", "demo"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=5m CMD ["test", "-s", "/run/database/password"]

FROM sdk AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends clang lld llvm zlib1g-dev gcc-aarch64-linux-gnu gcc-x86-64-linux-gnu \
    && rm -rf /var/lib/apt/lists/*
ARG TARGETARCH
ARG VERSION=0.0.0-local
ARG REVISION=unknown
RUN case "$TARGETARCH" in arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac \
    && dotnet publish src/Exporter --configuration Release --runtime $rid -p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy \
       -p:MinVerVersionOverride=${VERSION} -p:SourceRevisionId=${REVISION} --output /app \
    && find /app -type f ! -name coder-exporter -delete

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled AS exporter
ARG VERSION=0.0.0-local
ARG REVISION=unknown
LABEL org.opencontainers.image.title="coder-exporter" \
      org.opencontainers.image.description="Prometheus and OpenTelemetry exporter for Coder deployments" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/coder-exporter/coder-exporter" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled"
COPY --from=build /app/coder-exporter /usr/local/bin/coder-exporter
# In a container it must listen on every interface; the base image's own port is 8080.
ENV ASPNETCORE_HTTP_PORTS=2113
EXPOSE 2113
USER $APP_UID
WORKDIR /home/app
ENTRYPOINT ["/usr/local/bin/coder-exporter"]
HEALTHCHECK --interval=15s --timeout=6s --start-period=10s CMD ["/usr/local/bin/coder-exporter", "health"]
