using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Federation.Node.Tests.CommandLine;

/// <summary>The real program, as processes of its own, on a data folder that the database's user may enter.</summary>
public sealed class Installation : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "federation");

    private readonly string root = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), $"federation-installation-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}")).FullName;

    private Process? serving;

    public string Folder => Path.Combine(root, "data");

    public string Listen { get; } = $"127.0.0.1:{FreePort()}";

    /// <summary>Process id of its PostgreSQL's first process, or null.</summary>
    public int? Postgres
    {
        get
        {
            var file = Path.Combine(Folder, "postgres", "cluster", "postmaster.pid");
            return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), out var pid) && Directory.Exists($"/proc/{pid}") ? pid : null;
        }
    }

    /// <summary>Id of the node's process; it has to serve.</summary>
    public int ProcessId => serving!.Id; // it serves

    /// <summary>Runs one command to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments) => await RunProgram(Program, arguments);

    /// <summary>The same with the distribution's PostgreSQL out of sight.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunWithoutPostgres(params string[] arguments) => await RunProgram(
        "unshare",
        [
            .. Environment.IsPrivilegedProcess ? ["--mount"] : new[] { "--map-root-user", "--mount" },
            "sh", "-c", "mount -t tmpfs none /usr/lib/postgresql && exec \"$0\" \"$@\"", Program, .. arguments,
        ]);

    /// <summary>Starts serving and waits until it is ready.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> Serve()
    {
        var watch = Stopwatch.StartNew();
        serving = Start(Program, ["serve", "--data", Folder, "--listen", Listen]);
        _ = serving.StandardOutput.ReadToEndAsync();
        _ = serving.StandardError.ReadToEndAsync();
        Assert.True(await Becomes(HttpStatusCode.OK, "/readyz", TimeSpan.FromSeconds(60)), "The node did not become ready.");
        return watch.Elapsed;
    }

    /// <summary>Ends the node with a signal and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> End(string signal)
    {
        await Signal(signal, serving!.Id); // called on a serving node
        await serving.WaitForExitAsync(TestContext.Current.CancellationToken);
        var code = serving.ExitCode;
        serving.Dispose();
        serving = null;
        return code;
    }

    /// <summary>Asks once. 0: nobody answers.</summary>
    public async Task<HttpStatusCode> Ask(string path)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{Listen}{path}"), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>Asks until the answer is this.</summary>
    public async Task<bool> Becomes(HttpStatusCode status, string path, TimeSpan within)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < within; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            if (await Ask(path) == status)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends a signal to processes.</summary>
    public static async Task Signal(string signal, params int[] processes) =>
        await RunProgram("sh", ["-c", $"kill -{signal} {string.Join(' ', processes)}"]);

    /// <summary>The processes that a process started.</summary>
    public static int[] Children(int process) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Status(pid, "PPid:") == process),
    ];

    /// <summary>A number from a process's status, of memory in KiB; -1 when it is gone.</summary>
    public static int Status(int process, string field)
    {
        try
        {
            return int.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))
                .Split('\t')[1].Replace(" kB", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return -1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (serving is not null)
        {
            await End("TERM");
        }

        if (Postgres is { } left)
        {
            await Signal("INT", left); // PostgreSQL's fast shutdown
            for (var i = 0; i < 100 && Postgres is not null; i++)
            {
                await Task.Delay(100);
            }
        }

        Directory.Delete(root, recursive: true);
    }

    private static async Task<(int Code, string Output, string Errors)> RunProgram(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!; // null only when an existing process is reused
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }
}
