using Exporter.Configuration;

namespace Exporter.Tests.Configuration;

/// <summary>Settings that ASP.NET Core reads and would end the start for with a stack trace.</summary>
public sealed class FrameworkSettingsTests
{
    private const string NoAddress = "has something that is not an address; write it like http://0.0.0.0:2113.";
    private const string NoPort = "has something that is not a port; write ports like 2113;2114.";
    private const string NoCertificate = "asks for https, which needs a certificate: give Web:ConfigFile a file with tls_server_config.";

    [Theory]
    [InlineData("urls=foo", "urls: " + NoAddress)]
    [InlineData("urls=0.0.0.0:2113", "urls: " + NoAddress)]
    [InlineData("urls=ftp://0.0.0.0:2113", "urls: " + NoAddress)]
    [InlineData("urls=http://0.0.0.0:99999", "urls: " + NoAddress)]
    [InlineData("urls=http://0.0.0.0:2113/metrics", "urls: " + NoAddress)]
    [InlineData("urls=http://0.0.0.0:2113;http://[::", "urls: " + NoAddress)]
    [InlineData("urls=http://pipe:/exporter", "urls: " + NoAddress)]
    [InlineData("urls=HTTPS://0.0.0.0:2113", "urls: " + NoCertificate)]
    [InlineData("http_ports=one", "http_ports: " + NoPort)]
    [InlineData("http_ports=2113;70000", "http_ports: " + NoPort)]
    [InlineData("https_ports=2113", "https_ports: " + NoCertificate)]
    [InlineData("Kestrel:Endpoints:Public:Url=2113", "Kestrel:Endpoints:Public:Url: " + NoAddress)]
    [InlineData("Kestrel:Endpoints:Public:Protocols=Http1", "Kestrel:Endpoints:Public:Url: " + NoAddress)]
    [InlineData("Logging:LogLevel:Default=Inform", "Logging:LogLevel:Default: is no level. Write one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("Logging:Console:LogLevel:Exporter=Debg", "Logging:Console:LogLevel:Exporter: is no level; did you mean 'Debug'? Write one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    public void Read_WhatTheServerWouldNotStartWith_SaysHowToMendIt(string setting, string mistake) => ConfigurationText.Mistakes(setting).ShouldBe([mistake]);

    [Theory]
    [InlineData("urls=http://0.0.0.0:2113")]
    [InlineData("urls=http://*:2113; http://[::]:2114 ;")]
    [InlineData("urls=http://localhost")]
    [InlineData("urls=http://unix:/run/coder-exporter.sock")]
    [InlineData("urls=")]
    [InlineData("http_ports=2113;2114")]
    [InlineData("Kestrel:Endpoints:Public:Url=http://exporter.example.com:80/")]
    [InlineData("Logging:LogLevel:Default=warning")]
    [InlineData("Logging:LogLevel:Default=")]
    public void Read_WhatTheServerTakes_IsTaken(string setting) => ConfigurationText.Read(setting).ShouldNotBeNull();

    [Theory]
    [InlineData(ListenAddresses.Default)]
    [InlineData("http://127.0.0.1:1", "http_ports=1", "urls=http://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:2", "urls=http://127.0.0.1:1", "Kestrel:Endpoints:Public:Url=http://127.0.0.1:2")]
    [InlineData("http://*:3", "http_ports=3", "https_ports=4")]
    public void First_OfTheAddresses_IsTheServers(string address, params string[] settings)
    {
        var addresses = ListenAddresses.Of(ConfigurationText.Configuration(settings));
        (addresses is [var (_, first), ..] ? first : ListenAddresses.Default).ShouldBe(address);
    }
}
