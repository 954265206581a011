# One native binary in an image without a shell, run by a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
ARG REVISION=unknown
RUN dotnet publish src/Exporter --configuration Release --use-current-runtime -p:SourceRevisionId=${REVISION} --output /app \
    && find /app -type f ! -name coder-exporter -delete

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
LABEL org.opencontainers.image.title="coder-exporter" \
      org.opencontainers.image.description="Prometheus and OpenTelemetry exporter for Coder deployments" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /app/coder-exporter /usr/local/bin/coder-exporter
# In a container it must listen on every interface; the base image's own port is 8080.
ENV ASPNETCORE_HTTP_PORTS=2113
EXPOSE 2113
USER $APP_UID
WORKDIR /home/app
ENTRYPOINT ["/usr/local/bin/coder-exporter"]
