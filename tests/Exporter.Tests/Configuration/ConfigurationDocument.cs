using System.Globalization;
using System.Text;
using Exporter.Configuration;

namespace Exporter.Tests.Configuration;

/// <summary>Writes docs/configuration.md from the settings that the exporter describes.</summary>
internal static class ConfigurationDocument
{
    private const string Beginning = """
        <!-- Generated from the settings in src/Exporter/Configuration. Run the tests with UPDATE_GOLDEN=1 to write it anew. -->
        # Configuration

        A setting can be given in three places; a later one wins:

        | place | `Activity:Interval` as an example |
        | --- | --- |
        | `appsettings.json` in the working folder | `{ "Activity": { "Interval": "30s" } }` |
        | the environment | `Activity__Interval=30s` |
        | the command line | `--Activity:Interval=30s` or `--Activity:Interval 30s` |

        Anything wrong stops the start: a key that does not exist, a value that cannot be read or is out of range, settings that contradict each other.
        All of it is told at once, one line each, with the full key and what to do. `coder-exporter check` does the same and then tries the database.
        An empty value counts as not given.

        - **Durations** are written `30s`, `5m`, `1h30m`, `7d` or `00:01:00`. A bare number has no unit and is refused.
        - **Lists** are a JSON array, or one text with commas (`Asia/Kolkata,Europe/Berlin`), or item by item (`Activity__Timezones__0`).
        - **Time zones** are IANA names (`Asia/Kolkata`) or offsets from UTC in ISO 8601 (`UTC-05:00`, `+05:30`); the exporter has its own time zone data.
        - **Secrets** do not belong on the command line, where every user of the machine can read them. Give the URL in the environment, or the password in
          a file.

        The address to listen on is ASP.NET Core's: `--urls http://0.0.0.0:2113` or `ASPNETCORE_URLS`. The default is `http://127.0.0.1:2113`.
        `Logging`, `Kestrel` and the other settings of ASP.NET Core work as they do everywhere; so do the standard variables of OpenTelemetry, of which
        those below push the metrics to a collector ([OTLP](otlp.md)).

        ## How to name the database

        `CODER_PG_CONNECTION_URL` is the variable that Coder's own server uses, and takes the same URL:

            CODER_PG_CONNECTION_URL=postgres://USER:PASSWORD@HOST:5432/coder?sslmode=require

        - In the user name and the password write `@` as `%40`, `:` as `%3A`, `/` as `%2F`, `?` as `%3F`, `#` as `%23` and `%` as `%25`.
        - IPv6 addresses stand in brackets: `postgres://USER@[2001:db8::1]:5432/coder`.
        - Several hosts are tried in order: `postgres://USER@primary,standby:5433/coder?target_session_attrs=prefer-standby`. With one host there is nothing
          to choose, so `standby` and `read-only` are refused and the others do nothing.
        - A folder with the server's socket is a host too: `postgres://USER@/coder?host=/var/run/postgresql`.
        - After the `?`: `application_name`, `connect_timeout`, `dbname`, `host`, `options`, `passfile`, `password`, `port`, `search_path`, `sslcert`,
          `sslkey`, `sslmode` (`disable`, `allow`, `prefer`, `require`, `verify-ca`, `verify-full`; `prefer` if not given), `sslpassword`, `sslrootcert`,
          `target_session_attrs`, `user`. Any other parameter is refused.

        Instead of a URL, an Npgsql connection string can be given: `Host=HOST;Username=USER;Password=PASSWORD;Database=coder`.

        """;

    public static string Write(IEnumerable<Setting> settings)
    {
        var text = new StringBuilder(Beginning);
        foreach (var section in settings.GroupBy(Heading))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Key}\n\n| key | environment | value | default | what it does |\n| --- | --- | --- | --- | --- |\n");
            foreach (var setting in section)
            {
                var value = setting.Allowed.Length > 0 ? $"{setting.Kind}, {setting.Allowed}" : setting.Kind;
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{setting.Key}` | `{setting.EnvironmentVariable}` | {value} | `{setting.Default}` | {setting.Help} |\n");
            }
        }
        return text.ToString();
    }

    private static string Heading(Setting setting) =>
        setting.Section.Length > 0 ? setting.Section : setting.Key.StartsWith("OTEL_", StringComparison.Ordinal) ? "OpenTelemetry" : "Database";
}
