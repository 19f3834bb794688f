using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Node.Tests;

namespace Federation.Conformance.Tests.SyncClients;

/// <summary>A folder on somebody's device that a stock sync program keeps the same as their documents; nothing of the program is changed.</summary>
internal sealed class SyncedFolder : IDisposable
{
    /// <summary>For one run over some hundred files.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(9);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("sync-home");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("synced");
    private readonly SyncProgram program;
    private readonly Uri server;
    private readonly string name;
    private readonly string password;

    public SyncedFolder(SyncProgram program, RunningNode node, string name, string password)
        : this(program, node.Origin, name, password)
    {
    }

    public SyncedFolder(SyncProgram program, Uri origin, string name, string password)
    {
        Assert.True(File.Exists(program.Path), $"{program.Path} is not installed; ops/prepare --tests installs it (package {program.Package}).");
        (this.program, server, this.name, this.password) = (program, origin, name, password);
        File.WriteAllText(In(home, "ignored.lst"), "]*~\n"); // owncloudcmd does not start without a list of what to leave alone
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Kilobytes a second it may send at most; null: as many as it can.</summary>
    public int? Slowly { get; set; }

    /// <summary>What the program printed last.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The files by their path, each with a hash of its content; without the program's own.</summary>
    public SortedDictionary<string, string> Files => new(
        folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => !file.Name.StartsWith('.'))
            .ToDictionary(file => Path.GetRelativePath(folder.FullName, file.FullName), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))),
        StringComparer.Ordinal);

    public string At(string path) => Path.Combine(folder.FullName, path);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    public string Read(string path) => File.ReadAllText(At(path));

    /// <summary>Runs the program once; it must be content with all it did.</summary>
    public async Task Sync()
    {
        var code = await Run();
        Assert.True(code == 0, $"{program.Path} ended with {code}:\n{Output[^Math.Min(Output.Length, 20_000)..]}");
    }

    /// <summary>Runs the program once.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Run()
    {
        using var process = Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        end.CancelAfter(Longest);
        var errors = process.StandardError.ReadToEndAsync(end.Token);
        Output = await process.StandardOutput.ReadToEndAsync(end.Token) + await errors;
        await process.WaitForExitAsync(end.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        home.Delete(recursive: true);
    }

    private Process Start() => Process.Start(new ProcessStartInfo(program.Path,
        [.. program.Options, .. Slowly is { } most ? ["--uplimit", most.ToString(CultureInfo.InvariantCulture)] : (string[])[], "--exclude", In(home, "ignored.lst"), "--non-interactive", "--logdebug", "-u", name, "-p", password, folder.FullName, server.AbsoluteUri.TrimEnd('/')])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["HOME"] = home.FullName, ["LC_ALL"] = "C.UTF-8" },
    })!; // it is there

    private static string In(DirectoryInfo folder, string name) => Path.Combine(folder.FullName, name);
}

/// <summary>A sync program as its package installs it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Package">Debian's package.</param>
/// <param name="Options">What it must be told.</param>
internal sealed record SyncProgram(string Path, string Package, IReadOnlyList<string> Options)
{
    public static SyncProgram Nextcloud { get; } = new("/usr/bin/nextcloudcmd", "nextcloud-desktop-cmd", ["--path", "/"]);

    public static SyncProgram OwnCloud { get; } = new("/usr/bin/owncloudcmd", "owncloud-client-cmd", []);

    public static SyncProgram Named(string name) => name == "Nextcloud" ? Nextcloud : OwnCloud;
}
