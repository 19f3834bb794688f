using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Database;

/// <summary>Where the distribution's PostgreSQL server lives.</summary>
internal static class PostgresBinaries
{
    /// <summary>Oldest major version the node is tested with.</summary>
    public const int OldestMajor = 15;

    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>Folder holding <c>initdb</c> and <c>pg_ctl</c>, newest version first.</summary>
    /// <exception cref="OperatorException">No server of a version that will do is installed; the hint names the package.</exception>
    public static string Find() =>
        Candidates().FirstOrDefault(folder => IsThere(Path.Combine(folder, "pg_ctl")) && IsThere(Path.Combine(folder, "initdb")))
        ?? throw new OperatorException(
            $"PostgreSQL {OldestMajor} or later is not installed.",
            "Install the package with `apt-get install postgresql`, or set `database` to a connection string.");

    // A link whose target was uninstalled is a file to File.Exists.
    private static bool IsThere(string program) =>
        File.Exists(program) && (File.ResolveLinkTarget(program, returnFinalTarget: true) is not { } target || target.Exists);

    private static IEnumerable<string> Candidates()
    {
        var versions = Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot) : [];
        var debian = versions
            .Select(folder => (folder, major: int.TryParse(Path.GetFileName(folder), out var major) ? major : 0))
            .Where(version => version.major >= OldestMajor)
            .OrderByDescending(version => version.major)
            .Select(version => Path.Combine(version.folder, "bin"));
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }
}
