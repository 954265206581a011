using Exporter.Refresh;
using Microsoft.Extensions.Logging.Testing;

namespace Exporter.Tests.Refresh;

/// <summary>Several areas use the database at the same time, and end in any order.</summary>
public sealed class DatabaseHealthTests
{
    private static readonly Exception Refused = new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused);

    private readonly FakeLogger<DatabaseHealth> _log = new();
    private readonly DatabaseHealth _health;

    public DatabaseHealthTests() => _health = new(_log);

    [Fact]
    public void Outage_OfSeveralAreas_IsSaidOnceAndItsEndOnce()
    {
        _health.Up.ShouldBeNull();
        for (var area = 0; area < 3; area++) _health.Reached(_health.Changes);
        for (var attempt = 0; attempt < 9; attempt++) _health.Unreachable(Refused, _health.Changes);
        _health.Up.ShouldBe(false);
        for (var area = 0; area < 3; area++) _health.Reached(_health.Changes);

        _health.Up.ShouldBe(true);
        Said().ShouldBe(["The database cannot be used", "The database can be used again."]);
    }

    [Fact]
    public void Unreachable_ForAnotherReasonThanAtFirst_SaysEachReasonOnce()
    {
        _health.Unreachable(new TimeoutException(), _health.Changes);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            _health.Unreachable(Refused, _health.Changes);
            _health.Unreachable(new TimeoutException(), _health.Changes);
        }
        Said().ShouldBe(["The database cannot be used", "The database still cannot be used"]);
        _log.Collector.GetSnapshot()[1].Message.ShouldContain("nothing listens");
    }

    /// <summary>Its last query was answered just before the server went down.</summary>
    [Fact]
    public void Reached_ByAnAttemptFromBeforeTheOutage_IsNoRecovery()
    {
        _health.Reached(_health.Changes);
        var (one, other) = (_health.Changes, _health.Changes);
        _health.Unreachable(Refused, one);
        _health.Reached(other);

        _health.Up.ShouldBe(false);
        Said().ShouldBe(["The database cannot be used"]);
    }

    /// <summary>It waited for a server that did not answer, and gave up when that had come back.</summary>
    [Fact]
    public void Unreachable_ForAnAttemptFromBeforeTheRecovery_IsNoOutage()
    {
        _health.Unreachable(Refused, _health.Changes);
        var (one, other) = (_health.Changes, _health.Changes);
        _health.Reached(one);
        _health.Unreachable(Refused, other);

        _health.Up.ShouldBe(true);
        Said().ShouldBe(["The database cannot be used", "The database can be used again."]);
    }

    private IEnumerable<string> Said() => _log.Collector.GetSnapshot().Select(entry => entry.Message.Split(':')[0]);
}
