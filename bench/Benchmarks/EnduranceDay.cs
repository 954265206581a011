namespace Benchmarks;

/// <summary>What the process holds at the end of a simulated day.</summary>
/// <param name="Memory">Managed memory in use, after a collection.</param>
/// <param name="Series">On the page about the deployment.</param>
internal sealed record EnduranceDay(
    int Day, long Memory, long Resident, int Handles, int Threads, int Connections, int Series, int Users, int Templates);
