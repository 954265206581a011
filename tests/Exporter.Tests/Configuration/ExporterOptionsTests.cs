using Exporter.Activity;
using Exporter.Configuration;
using Exporter.Deployment;
using Microsoft.Extensions.Configuration;
using static Exporter.Tests.Configuration.ConfigurationText;

namespace Exporter.Tests.Configuration;

public sealed class ExporterOptionsTests
{
    [Fact]
    public void Read_NothingButADatabase_HasTheDefaults()
    {
        var options = Read();

        options.Database.PasswordFile.ShouldBeNull();
        options.Database.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        options.Database.StatementTimeout.ShouldBe(TimeSpan.FromSeconds(30));
        options.Database.LockTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        options.Activity.ShouldBe(new ActivityOptions(true, TimeSpan.FromMinutes(1), null, 180, TimeSpan.FromMinutes(5),
            ActivitySourceChoice.Auto, SystemUsers: false, options.Activity.Timezones, options.Activity.TemplateTimezones));
        options.Activity.Timezones.ShouldBeEmpty();
        options.Activity.TemplateTimezones.ShouldBe([Timezone.Utc]);
        options.BuildTimes.ShouldBe(new BuildTimesOptions(
            true, TimeSpan.FromMinutes(10), null, new BuildWindow(30, BuildWindow.Unit.Days), options.BuildTimes.Buckets));
        options.BuildTimes.Buckets.ShouldBe([5, 10, 30, 60, 120, 300, 600, 1200, 3600]);
        options.Deployment.ShouldBe(new DeploymentOptions(true, TimeSpan.FromMinutes(1), null, TimeSpan.FromMinutes(5), SessionSource.Auto));
        options.Metrics.ShouldBe(new MetricsOptions(2000));
        options.Web.ShouldBe(new WebOptions(true, true, null, false, 10, 200, 20, 1000));
    }

    [Fact]
    public void Read_EveryDescribedDefault_ReadsBackAsTheDefault()
    {
        var given = ExporterOptions.Settings.Where(setting => setting.Default != "none").Select(setting => $"{setting.Key}={setting.Default}");
        var (written, assumed) = (Read([.. given]), Read());
        written.Activity.TemplateTimezones.ShouldBe(assumed.Activity.TemplateTimezones);
        (written.Activity with { Timezones = assumed.Activity.Timezones, TemplateTimezones = assumed.Activity.TemplateTimezones }).ShouldBe(assumed.Activity);
        written.BuildTimes.Buckets.ShouldBe(assumed.BuildTimes.Buckets);
        (written.BuildTimes with { Buckets = assumed.BuildTimes.Buckets }).ShouldBe(assumed.BuildTimes);
        (written.Deployment, written.Metrics, written.Web).ShouldBe((assumed.Deployment, assumed.Metrics, assumed.Web));
        (written.Database with { Target = assumed.Database.Target }).ShouldBe(assumed.Database);
    }

    [Fact]
    public void Read_EveryKindOfValue_IsTaken()
    {
        var options = Read("Activity:Enabled=false", "Activity:Interval=1h30m", "Activity:MaxAge=03:00:00", "Activity:Horizon=40d", "Activity:Overlap=0s",
            "Activity:Timezones=Asia/Kolkata, UTC+05:45", "BuildTimes:Window=30mo",
            "BuildTimes:Buckets=1s,1m,1h", "Metrics:MaxSeries=100", "Web:Api=FALSE", "activity:templatetimezones=Z");

        options.Activity.Enabled.ShouldBeFalse();
        options.Activity.Interval.ShouldBe(TimeSpan.FromMinutes(90));
        options.Activity.MaxAge.ShouldBe(TimeSpan.FromHours(3));
        options.Activity.HorizonDays.ShouldBe(40);
        options.Activity.Overlap.ShouldBe(TimeSpan.Zero);
        options.Activity.Timezones.Select(zone => zone.Label).ShouldBe(["Asia/Kolkata", "UTC+05:45"]);
        options.BuildTimes.Window.ShouldBe(new BuildWindow(30, BuildWindow.Unit.Months));
        options.BuildTimes.Buckets.ShouldBe([1, 60, 3600]);
        options.Metrics.MaxSeries.ShouldBe(100);
        options.Web.Api.ShouldBeFalse();
        options.Activity.TemplateTimezones.ShouldBe([Timezone.Utc]);
    }

    [Fact]
    public void Read_ListItemByItem_KeepsItsOrder() =>
        Read("Activity:Timezones:1=Asia/Tokyo", "Activity:Timezones:0=Europe/Berlin").Activity.Timezones.Select(zone => zone.Label)
            .ShouldBe(["Europe/Berlin", "Asia/Tokyo"]);

    [Fact]
    public void Read_EmptyValue_CountsAsNotGiven() => Read("Activity:Interval=", "Activity:Timezones= ").Activity.Interval.ShouldBe(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData("Activity:Interval=10", "Activity:Interval: '10' has no unit; write 10s, 10m, 10h or 10d.")]
    [InlineData("Activity:Interval=0s", "Activity:Interval: '0s' is out of range; give 1s to 1d.")]
    [InlineData("Activity:Interval=2d", "Activity:Interval: '2d' is out of range; give 1s to 1d.")]
    [InlineData("Activity:Interval=soon", "Activity:Interval: 'soon' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("Activity:Enabled=yes", "Activity:Enabled: 'yes' is neither true nor false.")]
    [InlineData("Activity:MaxAge=119s", "Activity:MaxAge: is shorter than two intervals; give at least 2m, or a shorter Activity:Interval.")]
    [InlineData("Activity:Horizon=30d", "Activity:Horizon: '30d' is out of range; give 31d to 1100d.")]
    [InlineData("Activity:Horizon=100h", "Activity:Horizon: '100h' is not a number of whole days; write it like 180d.")]
    [InlineData("Activity:Overlap=25h", "Activity:Overlap: '25h' is out of range; give 0s to 1d.")]
    [InlineData("Activity:Timezones=europe/berlin", "Activity:Timezones: 'europe/berlin' is not a time zone; did you mean 'Europe/Berlin'?")]
    [InlineData("Activity:Timezones:3=Mars/X", "Activity:Timezones:3: 'Mars/X' is not a time zone; give a name like Europe/Berlin (https://en.wikipedia.org/wiki/List_of_tz_database_time_zones) or an offset like UTC-05:00.")]
    [InlineData("Activity:Timezones=+05:30,UTC+0530", "Activity:Timezones: UTC+05:30 is listed more than once; remove one.")]
    [InlineData("Activity:Timezones=UTC", "Activity:Timezones: UTC is always served; remove it.")]
    [InlineData("Activity:TemplateTimezones=UTC,Z", "Activity:TemplateTimezones: UTC is listed more than once; remove one.")]
    [InlineData("BuildTimes:Window=30m", "BuildTimes:Window: '30m' is not a window; write days like 30d or months like 30mo (1d to 3660d, or 1mo to 120mo).")]
    [InlineData("BuildTimes:Buckets=10s,1m,30s", "BuildTimes:Buckets: must be ascending, 50 at most, like 10s,1m,5m.")]
    [InlineData("BuildTimes:Buckets=0s,1m", "BuildTimes:Buckets: '0s' is no upper bound of a bucket; give a duration above 0.")]
    [InlineData("BuildTimes:Buckets=0.5", "BuildTimes:Buckets: '0.5' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("Deployment:HungAfter=29s", "Deployment:HungAfter: '29s' is out of range; give 30s to 1d.")]
    [InlineData("Metrics:MaxSeries=99", "Metrics:MaxSeries: 99 is out of range; give 100 to 100000.")]
    [InlineData("Metrics:MaxSeries=1e3", "Metrics:MaxSeries: '1e3' is not a whole number.")]
    [InlineData("Web:Api:On=true", "Web:Api: takes one value, not a list or a section.")]
    [InlineData("Activity:Intervall=30s", "Activity:Intervall: is not a setting; did you mean 'Interval'? See --help for all settings.")]
    [InlineData("Activity:Colour=red", "Activity:Colour: is not a setting. See --help for all settings.")]
    [InlineData("Activty:Interval=30s", "Activty: is not a section; did you mean 'Activity'? See --help for all settings.")]
    [InlineData("Loging:LogLevel:Default=Debug", "Loging: is not a section; did you mean 'Logging'? See --help for all settings.")]
    [InlineData("Database:LockTimeout=30s", "Database:LockTimeout: must be shorter than Database:StatementTimeout.")]
    public void Read_OneMistake_IsNamedWithItsMend(string setting, string mistake) => Mistakes(setting).ShouldBe([mistake]);

    [Fact]
    public void Read_SeveralMistakes_AreAllTold() =>
        MistakesExactly("Activity:Interval=0", "BuildTimes:MaxAge=1s", "Deploymnt:Interval=1s", "Metrics:MaxSerie=5").ShouldBe(
        [
            "CODER_PG_CONNECTION_URL: " + DatabaseOptionsTests.NoDatabase,
            "Activity:Interval: '0' has no unit; write 0s, 0m, 0h or 0d.",
            "BuildTimes:MaxAge: is shorter than two intervals; give at least 20m, or a shorter BuildTimes:Interval.",
            "Metrics:MaxSerie: is not a setting; did you mean 'MaxSeries'? See --help for all settings.",
            "Deploymnt: is not a section; did you mean 'Deployment'? See --help for all settings.",
        ]);

    [Fact]
    public void Read_IntervalIsAMistake_DoesNotCompareItsStandIn() => Mistakes("Activity:Interval=5", "Activity:MaxAge=5s").Length.ShouldBe(1);

    [Fact]
    public void Read_ListGivenInBothForms_IsAMistake() =>
        Mistakes("Activity:Timezones=Asia/Tokyo", "Activity:Timezones:0=Europe/Berlin")
            .ShouldBe(["Activity:Timezones: is given both as one text and item by item; give it once."]);

    [Fact]
    public void Read_NothingEnabled_IsAMistake() =>
        Mistakes("Activity:Enabled=false", "BuildTimes:Enabled=false", "Deployment:Enabled=false").Length.ShouldBe(1);

    [Fact]
    public void Read_FrameworkSettings_AreNoMistakes() =>
        Read("Logging:LogLevel:Default=Debug", "Kestrel:Limits:MaxConcurrentConnections=5", "urls=http://*:1", "environment=Test", "AllowedHosts=*");

    [Fact]
    public async Task Read_JsonFile_ReadsArraysAndFindsMisspeltSections()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"Activity":{"Timezones":["Asia/Kolkata"]},"Metricks":{"MaxSeries":5},"Web":{"Api":false}}""",
                TestContext.Current.CancellationToken);
            var configuration = new ConfigurationBuilder().AddJsonFile(file).AddCommandLine(["--" + Url]);
            Should.Throw<ConfigurationException>(() => ExporterOptions.Read(configuration.Build())).Mistakes
                .ShouldBe(["Metricks: is not a section; did you mean 'Metrics'? See --help for all settings."]);

            await File.WriteAllTextAsync(file, """{"Activity":{"Timezones":["Asia/Kolkata","+05:45"]},"Web":{"Api":false},"Metrics":{"MaxSeries":500}}""",
                TestContext.Current.CancellationToken);
            var options = ExporterOptions.Read(configuration.Build());
            options.Activity.Timezones.Select(zone => zone.Label).ShouldBe(["Asia/Kolkata", "UTC+05:45"]);
            options.Web.Api.ShouldBeFalse();
            options.Metrics.MaxSeries.ShouldBe(500);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("Activty__Interval", "Activty: is not a section; did you mean 'Activity'? See --help for all settings.")]
    [InlineData("Activity__Intervl", "Activity:Intervl: is not a setting; did you mean 'Interval'? See --help for all settings.")]
    [InlineData("Activity__Timezones__0", "Activity:Timezones:0: 'x' is not a time zone; give a name like Europe/Berlin (https://en.wikipedia.org/wiki/List_of_tz_database_time_zones) or an offset like UTC-05:00.")]
    [InlineData("Activty", null)]
    [InlineData("Net__Home", null)]
    [InlineData("Unrelated__Thing", null)]
    public void Read_Environment_FindsOnlyWhatIsNearlyOurs(string variable, string? mistake)
    {
        // A prefix of its own keeps this apart from the environment that the tests run in.
        var prefix = $"T{Guid.NewGuid():N}_";
        Environment.SetEnvironmentVariable(prefix + variable, "x");
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables(prefix).AddCommandLine(["--" + Url]).Build();
            if (mistake is null)
                ExporterOptions.Read(configuration);
            else
                Should.Throw<ConfigurationException>(() => ExporterOptions.Read(configuration)).Mistakes.ShouldBe([mistake]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(prefix + variable, null);
        }
    }
}
