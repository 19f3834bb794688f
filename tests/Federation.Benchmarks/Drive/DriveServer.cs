using System.Diagnostics;
using System.Globalization;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Benchmarks.Drive;

/// <summary>A server that takes files by WebDAV: a node as an operator runs it, or a peer from Debian's packages as it comes.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Root">Where its folder is.</param>
/// <param name="User">Name and password for Basic authentication; null when it asks for none.</param>
/// <param name="Program">Its process.</param>
internal sealed record DriveServer(string Name, Uri Root, string? User, RunningProgram Program) : IAsyncDisposable
{
    public static async Task<DriveServer> Node(string folder, CancellationToken cancel)
    {
        var listen = Free();
        var options = new NodeOptions { DataFolder = Path.Combine(folder, "node"), Name = "Drive", Listen = listen, Origin = new Uri("http://" + listen) };
        Directory.CreateDirectory(options.DataFolder);
        string password;
        await using (var node = await OpenNode.OpenOrCreate(options, cancel))
        {
            var (id, refusal) = await node.Services.GetRequiredService<MemberDesk>().Add("ana", [], "correct horse battery staple", "benchmark", cancel);
            password = refusal is null
                ? await node.Services.GetRequiredService<AppPasswords>().Create(id, AppPasswordScheme.DocumentsScope, "benchmark", cancel)
                : throw new InvalidOperationException($"The benchmark cannot be set up: {refusal}");
        }

        var start = new ProcessStartInfo(await PublishedProgram.Make(cancel),
            ["serve", "--data", options.DataFolder, "--name", options.Name, "--listen", listen, "--origin", options.Origin.AbsoluteUri]);
        return new("federation", new Uri(options.Origin, "/dav/"), "ana:" + password, await RunningProgram.Start(start, options.Origin, "/readyz", cancel));
    }

    /// <summary>Null when it is not installed.</summary>
    public static Task<DriveServer?> Apache(string folder, CancellationToken cancel) => Peer("apache", "/usr/sbin/apache2", folder, (listen, root) => $"""
        ServerRoot {folder}
        Listen {listen}
        ServerName localhost
        PidFile {folder}/apache.pid
        ErrorLog {folder}/apache.log
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule dav_module /usr/lib/apache2/modules/mod_dav.so
        LoadModule dav_fs_module /usr/lib/apache2/modules/mod_dav_fs.so
        User www-data
        Group www-data
        DavLockDB {folder}/apache-locks
        DocumentRoot {root}
        LimitRequestBody 0
        <Directory {root}>
        Dav On
        Require all granted
        </Directory>
        """, ["-D", "FOREGROUND"], ["-f"], cancel);

    /// <inheritdoc cref="Apache"/>
    public static Task<DriveServer?> Lighttpd(string folder, CancellationToken cancel) => Peer("lighttpd", "/usr/sbin/lighttpd", folder, (listen, root) => $"""
        server.modules = ("mod_webdav")
        server.bind = "{listen.Split(':')[0]}"
        server.port = {listen.Split(':')[1]}
        server.document-root = "{root}"
        server.errorlog = "{folder}/lighttpd.log"
        server.upload-dirs = ("{folder}")
        server.max-request-size = 0
        webdav.activate = "enable"
        """, [], ["-D", "-f"], cancel);

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private static async Task<DriveServer?> Peer(
        string name, string program, string folder, Func<string, string, string> configure, string[] before, string[] arguments, CancellationToken cancel)
    {
        if (!File.Exists(program))
        {
            return null;
        }

        var listen = Free();
        var root = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var file = Path.Combine(folder, name + ".conf");
        await File.WriteAllTextAsync(file, configure(listen, root), cancel);
        foreach (var path in new[] { folder, root })
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1FF); // it may give up root's rights
        }

        var origin = new Uri("http://" + listen);
        return new(name, origin, null, await RunningProgram.Start(new ProcessStartInfo(program, [.. before, .. arguments, file]), origin, null, cancel));
    }

    private static string Free() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Ports.Free()}");
}
