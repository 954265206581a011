using System.Runtime.InteropServices;
using Demo;
using Microsoft.Extensions.Configuration;

using var stop = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
    await DemoDeployment.RunAsync(DemoOptions.Read(configuration), TimeProvider.System, Console.Out, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // leave in good order: the database goes first
    stop.Cancel();
}
