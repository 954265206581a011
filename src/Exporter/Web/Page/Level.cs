namespace Exporter.Web.Page;

/// <summary>How things are, the worse the higher.</summary>
internal enum Level
{
    /// <summary>Switched off: nothing is expected.</summary>
    Off,

    /// <summary>As it should be.</summary>
    Fresh,

    /// <summary>Not all is known yet, and that is no fault.</summary>
    Loading,

    /// <summary>The last attempt succeeded, but the next is long overdue.</summary>
    Late,

    /// <summary>The last attempt failed.</summary>
    Failing,
}
