using System.CommandLine;
using System.CommandLine.Invocation;

namespace Exporter.Cli;

/// <summary>Prints a text and is done, whatever else is on the command line.</summary>
internal sealed class PrintAction(TextWriter output, string text) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine(text);
        return 0;
    }
}
