namespace Exporter.Deployment;

/// <summary>Which reports sessions are counted from.</summary>
internal enum SessionSource
{
    /// <summary>Those of clients where there are any in the window, else those of agents.</summary>
    Auto,

    /// <summary>Those of agents.</summary>
    Reports,

    /// <summary>Those of clients.</summary>
    Usage,
}
