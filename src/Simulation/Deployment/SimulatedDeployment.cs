using Npgsql;

namespace Simulation;

/// <summary>
/// A deployment of Coder at work: people in many time zones, their workspaces, builds and agents. It has a past, written in one go, and
/// then goes on as far as it is told to. The same shape, filled at the same time, is the same rows.
/// </summary>
public sealed class SimulatedDeployment
{
    private static readonly TimeSpan RollUpEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromMinutes(10);

    // Coder keeps what it gets within seconds; so do we, at the speed of a clock on the wall.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(500);

    private readonly DeploymentPlan _plan;
    private readonly Turnover _turnover;
    private readonly string _connectionString;
    private DateTimeOffset? _unconfirmed;
    private (Era Era, DateTimeOffset At) _rolledUp;
    private Era _types;

    private SimulatedDeployment(SimulatedDatabase database, DeploymentPlan plan, string connectionString, DateTimeOffset now)
    {
        _plan = plan;
        _turnover = new Turnover(plan, now);
        _connectionString = connectionString;
        _rolledUp = (plan.Era, now);
        _types = plan.Era;
        Database = database;
        Now = now;
    }

    /// <summary>Where the deployment is written.</summary>
    public SimulatedDatabase Database { get; }

    /// <summary>How far its time has come.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Writes a deployment's history into an empty database of Coder's tables.</summary>
    /// <param name="database">Where to write.</param>
    /// <param name="shape">How large.</param>
    /// <param name="now">The end of the history.</param>
    /// <param name="progress">Told about once for each day of the history.</param>
    /// <param name="ct">Ends the fill; the agent reports are then all missing.</param>
    public static async Task<SimulatedDeployment> FillAsync(
        SimulatedDatabase database, DeploymentShape shape, DateTimeOffset now, IProgress<FillProgress>? progress = null,
        CancellationToken ct = default)
    {
        shape.Validate();
        progress?.Report(new FillProgress("planning", 0, shape.Rows));
        var hour = await HourAsync(database, now, ct);
        using var alone = await database.WriteAloneAsync(ct);
        var plan = new DeploymentPlan(shape, database.Era, now);
        // Columns without a time zone hold UTC, whatever the server's own zone.
        var connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = "UTC" }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await ReportHistory.RequireEmptyAsync(connection, plan.Era, ct);
        progress?.Report(new FillProgress("users, workspaces and builds", 0, shape.Rows));
        await DeploymentWriter.WriteAsync(connection, plan, new Period(DateTimeOffset.MinValue, now), ct);
        await ReportHistory.WriteAsync(connection, plan, hour, now, progress, ct);
        return new SimulatedDeployment(database, plan, connectionString, now);
    }

    /// <summary>
    /// Lets time pass until an instant: agents report, builds move on, people start and stop work, join and leave. Everything is written in
    /// one transaction, with the times at which it happened. It does not matter in how many steps time passes, and a step that failed
    /// can be taken again. From E3, activity is rolled up whenever five minutes have passed on the clock, and old reports are deleted.
    /// </summary>
    public async Task StepAsync(DateTimeOffset now, CancellationToken ct = default)
    {
        if (now <= Now)
        {
            return;
        }

        await StepAloneAsync(now, ct);
        await TidyUpAsync(ct);
    }

    private async Task StepAloneAsync(DateTimeOffset now, CancellationToken ct)
    {
        using var alone = await Database.WriteAloneAsync(ct);
        _plan.Enter(Database.Era, Now);
        _turnover.AdvanceTo(now);
        _plan.ExtendTo(now);
        try
        {
            await WriteAsync(now, ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation && _unconfirmed is not null)
        {
            // An earlier step lost its connection while it committed, and the rows, whose ids do not change, say that it had.
            Now = _unconfirmed.Value;
            _unconfirmed = null;
            await WriteAsync(now, ct);
        }

        _turnover.Left.Clear();
        _turnover.Changed.Clear();
        (Now, _unconfirmed) = (now, null);
    }

    private async Task WriteAsync(DateTimeOffset now, CancellationToken ct)
    {
        var period = new Period(Now, now);
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(ct);
        if (_types != _plan.Era)
        {
            // An upgrade made new ones.
            await connection.ReloadTypesAsync(ct);
            _types = _plan.Era;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await DeploymentWriter.WriteAsync(connection, _plan, period, ct);
        foreach (var person in _turnover.Left)
        {
            await connection.RunAsync("CloseAccount.sql", ct, person.Id, person.IsDeletedOnLeaving, person.LeftAt!.Value.UtcDateTime);
        }

        foreach (var template in _turnover.Changed)
        {
            await connection.RunAsync("ChangeTemplate.sql", ct, template.Id, template.Name, template.Versions[^1].Id, now.UtcDateTime);
        }

        await AgentStatCopy.WriteAsync(connection, _plan.Era, _plan.Reports(period, _plan.Shape.Interval), freeze: false, ct);
        _unconfirmed = now;
        await transaction.CommitAsync(ct);
    }

    // By the clock on the wall, and at once when Coder was upgraded and has just started.
    private async Task TidyUpAsync(CancellationToken ct)
    {
        var era = Database.Era;
        if (era < Era.E3 || (era == _rolledUp.Era && !Passed(RollUpEvery)))
        {
            return;
        }

        await Database.RollUpAsync(Now, ct);
        if (era != _rolledUp.Era || Passed(PurgeEvery))
        {
            await Database.PurgeAsync(Now, ct);
        }

        _rolledUp = (era, Now);

        bool Passed(TimeSpan interval) => Now.UtcTicks / interval.Ticks > _rolledUp.At.UtcTicks / interval.Ticks;
    }

    // Half-hours are cut by the clock of the server's time zone.
    private static async Task<DateTimeOffset> HourAsync(SimulatedDatabase database, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.ConnectAsync(ct);
        await using var command = new NpgsqlCommand("select date_trunc('hour', $1::timestamptz)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime });
        return (DateTime)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>
    /// Goes on living by a clock until canceled, at a multiple of its speed. What has passed since the fill is caught up with first. At
    /// another speed than 1 the rows run away from the clock: who reads them must then use <see cref="Now"/> for the time. A database
    /// that is down is waited for.
    /// </summary>
    public async Task LiveAsync(TimeProvider time, double speed = 1, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        var started = time.GetUtcNow();
        var origin = Now > started ? Now : started;
        var wait = _plan.Shape.Interval / (6 * speed);
        wait = wait > LongestWait ? LongestWait : wait < ShortestWait ? ShortestWait : wait;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await StepAsync(origin + ((time.GetUtcNow() - started) * speed), ct);
            }
            catch (NpgsqlException exception) when (exception.IsTransient)
            {
                // The next step covers the time of this one.
            }

            await Task.Delay(wait, time, ct);
        }
    }
}
