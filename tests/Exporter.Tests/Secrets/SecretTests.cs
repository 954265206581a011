using System.Globalization;
using System.Text.Json;
using Exporter.Configuration;
using Exporter.Tests.Configuration;
using Exporter.Tests.Fixtures;
using Exporter.WebFile;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Exporter.Tests.Secrets;

public sealed partial class SecretTests
{
    private const string Text = "hunter2";

    private sealed record Holder(string Name, Secret Password);

    [LoggerMessage(LogLevel.Error, "a {Secret} and {Holder}")]
    private static partial void LogBoth(ILogger logger, Exception e, Secret secret, Holder holder);

    [Fact]
    public void Secret_HoweverItIsWritten_IsNotShown()
    {
        var secret = new Secret(Text);
        var holder = new Holder("a", secret);
        var collector = new FakeLogCollector();
        LogBoth(new FakeLogger(collector), new InvalidOperationException($"with {secret}"), secret, holder);
        string[] shown =
        [
            secret.ToString(), $"{secret}", $"{secret:G}", string.Format(CultureInfo.InvariantCulture, "{0,20}", secret), "" + secret, string.Concat(secret, secret),
            holder.ToString(), new { secret }.ToString()!, (secret, 1).ToString(), JsonSerializer.Serialize(secret), JsonSerializer.Serialize(holder),
            collector.LatestRecord.Message, collector.LatestRecord.Exception!.ToString(), Convert.ToString(secret, CultureInfo.InvariantCulture)!,
            string.Join(',', typeof(Secret).GetProperties().Select(property => property.GetValue(secret))),
        ];
        shown.ShouldAllBe(text => !text.Contains(Text, StringComparison.OrdinalIgnoreCase));
        secret.Reveal().ShouldBe(Text);
    }

    [Fact]
    public void Options_WithASecretInEverySetting_PrintNone()
    {
        using var folder = new WebFolder($"bearer_token_file: token\nbasic_auth_users:\n  prometheus: {WebFolder.Hash}\n");
        var options = ConfigurationText.ReadExactly(
            $"CODER_PG_CONNECTION_URL=postgres://u:{Text}@db/coder?sslpassword={Text}", $"OTEL_EXPORTER_OTLP_ENDPOINT=http://u:{Text}@collector/x?key={Text}",
            $"OTEL_EXPORTER_OTLP_HEADERS=authorization={Text}", $"Web:ConfigFile={folder["web.yml"]}");
        options.Otlp!.Headers!.Reveal().ShouldContain(Text);
        object?[] all = [options, options.Database, options.Otlp, options.Web, options.Web.ConfigFile, options.Web.ConfigFile!.Config, options.Web.ConfigFile.Config!.Credentials, new User("a", BcryptHash.OfNobody(4))];
        all.ShouldAllBe(part => !$"{part}".Contains(Text) && !$"{part}".Contains(WebFolder.Token) && !$"{part}".Contains("$2"));
    }
}
