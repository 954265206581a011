using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

/// <summary>What the Tab key offers, asked of the shells themselves.</summary>
public sealed class CompletionTests
{
    private static readonly (string, string)[] Environment =
        [("PATH", $"{AppContext.BaseDirectory}:{System.Environment.GetEnvironmentVariable("PATH")}")];

    [Theory]
    [InlineData("coder-exporter ", "check health history")]
    [InlineData("coder-exporter he", "health")]
    [InlineData("coder-exporter history --ti", "--timezone")]
    [InlineData("coder-exporter --Web:A", "Api")]
    [InlineData("coder-exporter --u", "--urls")]
    [InlineData("coder-exporter check --web", "--web.config.file")]
    public async Task Bash_OfABeginning_OffersWhatFollows(string line, string offers)
    {
        await Tool.BashCompletion.NeedAsync();
        var output = await Shell.DoAsync($$"""
            set +eu
            . /usr/share/bash-completion/bash_completion
            . deploy/completion/coder-exporter.bash
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_TYPE=9 COMP_KEY=9
            # As readline cuts it: a colon is a word of its own.
            mapfile -t COMP_WORDS < <(sed 's/:/\n:\n/g; s/ /\n/g' <<<"$COMP_LINE")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _coder_exporter
            printf '%s\n' "${COMPREPLY[@]}"
            """, environment: Environment);
        foreach (var offer in offers.Split(' ')) output.Split('\n').ShouldContain(offer);
    }

    [Theory]
    [InlineData("coder-exporter ''", "check health history")]
    [InlineData("coder-exporter he", "health")]
    [InlineData("coder-exporter --Web:A", "--Web:Api")]
    [InlineData("coder-exporter --web", "--web.config.file")]
    public async Task Zsh_OfABeginning_OffersWhatFollows(string line, string offers)
    {
        await Tool.Zsh.NeedAsync();
        var output = await Shell.DoAsync($$"""
            zsh -fc 'compadd() { print -l -- "$@" }; words=({{line.Replace("''", "\"\"", StringComparison.Ordinal)}}); CURRENT=2; source deploy/completion/coder-exporter.zsh'
            """, environment: Environment);
        foreach (var offer in offers.Split(' ')) output.Split('\n').ShouldContain(offer);
    }
}
