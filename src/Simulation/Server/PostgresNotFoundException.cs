namespace Simulation;

/// <summary>PostgreSQL's programs are not on this machine, or not where <c>PG_BIN</c> says. The message tells what to do.</summary>
public sealed class PostgresNotFoundException : Exception
{
    /// <summary>An exception with the advice that fits most machines.</summary>
    public PostgresNotFoundException()
        : this("PostgreSQL's server programs were not found.")
    {
    }

    /// <summary>An exception that says what was looked for, followed by the advice.</summary>
    public PostgresNotFoundException(string message)
        : base(message + " Install a server of version 13 or newer (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install "
            + "postgresql-server postgresql-contrib), or set PG_BIN to the folder that holds initdb, pg_ctl and postgres.")
    {
    }

    /// <summary>An exception with a cause.</summary>
    public PostgresNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
