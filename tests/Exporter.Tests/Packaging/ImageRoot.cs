using Exporter.Tests.EndToEnd;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

/// <summary>
/// What the image holds, laid out without an engine for containers: the libraries and certificates that its base has, the binary, and nothing else. No
/// shell, no time zones, no ICU.
/// </summary>
public sealed class ImageRoot(NativeBinary binary) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("image-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "root");

    public async ValueTask InitializeAsync()
    {
        await Tool.Bubblewrap.NeedAsync();
        await Shell.DoAsync("""
            mkdir -p "$ROOT"/{etc/ssl/certs,proc,dev,tmp,home/app,usr/local/bin,usr/lib,lib64}
            ln -s usr/lib "$ROOT/lib"
            for library in $(ldd "$BINARY" | grep -o '/[^ ]*') $(ldconfig -p | grep -oE '/[^ ]*/lib(ssl|crypto|gcc_s|stdc[+][+]|dl|pthread|rt)[.]so[.][0-9.]+$' | grep -v 32); do
              case $library in /lib64/*) to=$ROOT$library ;; *) to=$ROOT/usr/lib/${library##*/} ;; esac
              cp --dereference "$library" "$to"
            done
            [ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp --dereference /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/"
            echo 'app:x:1654:1654::/home/app:/bin/false' >"$ROOT/etc/passwd"
            install -m 0755 "$BINARY" "$ROOT/usr/local/bin/coder-exporter"
            chmod -R go+rX "$ROOT/.."
            """, environment: [("ROOT", Path), ("BINARY", binary.Path)]);
    }

    /// <summary>Unpacked, without counting through links.</summary>
    public long Bytes() => new DirectoryInfo(Path)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Sum(file => file.Length);

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync($"rm -rf {_folder.FullName}");
    }
}
