using Exporter.Database;

namespace Exporter.Configuration;

/// <summary>Where Coder's database is and how gently it is used.</summary>
/// <param name="Target">Server, database and credentials; prints without the credentials.</param>
/// <param name="PasswordFile">A file with the password, read anew for each connection; null when the target has it.</param>
/// <param name="ConnectTimeout">Longest wait for a connection.</param>
/// <param name="StatementTimeout">PostgreSQL ends a statement that takes longer.</param>
/// <param name="LockTimeout">PostgreSQL ends a statement that waits longer for a lock.</param>
internal sealed record DatabaseOptions(
    DatabaseTarget Target,
    string? PasswordFile,
    TimeSpan ConnectTimeout,
    TimeSpan StatementTimeout,
    TimeSpan LockTimeout)
{
    public const string Section = "Database";
    public const string UrlKey = "CODER_PG_CONNECTION_URL";
    private const string StringKey = "Database:ConnectionString";
    private const string Kind = "postgres:// URL or Npgsql connection string";
    private const string FileKey = "Database:PasswordFile";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private const string HowToGive =
        "no database is given. Set the environment variable CODER_PG_CONNECTION_URL to the URL that Coder's own server uses, " +
        "like postgres://USER:PASSWORD@HOST:5432/coder?sslmode=require, or set Database__ConnectionString to " +
        "\"Host=HOST;Username=USER;Password=PASSWORD;Database=coder\". To try the exporter without a database, run ./demo.sh.";

    public static DatabaseOptions Read(ConfigurationReader reader)
    {
        var url = reader.TopLevel().Secret(UrlKey, Kind, "Coder's database, in the variable and the form that Coder's own server uses.");
        var section = reader.Section(Section);
        var text = section.Secret("ConnectionString", Kind, $"The same as {UrlKey}; give one of the two.");
        var passwordFile = section.File("PasswordFile",
            "A file that holds the password, for when it must not be in the URL. Read again when it changes.");
        var target = ReadTarget(reader, url, text);
        var connectTimeout = section.Duration("ConnectTimeout", target.ConnectTimeout ?? TimeSpan.FromSeconds(5), Second,
            TimeSpan.FromMinutes(1), "Longest wait for a connection. Takes the place of connect_timeout in the URL.");
        var statementTimeout = section.Duration("StatementTimeout", TimeSpan.FromSeconds(30), Second, TimeSpan.FromHours(1),
            "PostgreSQL ends a query of ours that takes longer.");
        var lockTimeout = section.Duration("LockTimeout", TimeSpan.FromSeconds(5), Second, TimeSpan.FromMinutes(10),
            "PostgreSQL ends a query of ours that waits longer for a lock, which an upgrade of Coder may hold.");
        section.Finish();

        reader.Contradiction(lockTimeout >= statementTimeout, "Database:LockTimeout", "Database:StatementTimeout",
            "must be shorter than Database:StatementTimeout.");
        if (passwordFile is not null)
        {
            if (target.HasPassword)
                reader.Mistake(FileKey, "a password is also in the connection; give it in one place.");
            if (!Configuration.PasswordFile.TryRead(passwordFile, out _, out var error))
                reader.Mistake(FileKey, error);
        }
        return new DatabaseOptions(target, passwordFile, connectTimeout, statementTimeout, lockTimeout);
    }

    private static DatabaseTarget ReadTarget(ConfigurationReader reader, Secret? url, Secret? text)
    {
        if (url is not null && text is not null)
            reader.Mistake(StringKey, $"{UrlKey} is also given; give one of the two.");

        var (key, given) = url is not null ? (UrlKey, url) : (StringKey, text);
        if (given is null)
            reader.Mistake(UrlKey, HowToGive);
        else if (DatabaseTarget.TryParse(given.Reveal(), out var target, out var error))
            return target;
        else
            reader.Mistake(key, error);
        return DatabaseTarget.None;
    }
}
