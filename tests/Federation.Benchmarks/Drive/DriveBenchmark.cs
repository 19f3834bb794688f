using System.Globalization;
using System.Security.Cryptography;

namespace Federation.Benchmarks.Drive;

/// <summary>
/// What members do with a drive, by curl on loopback, against Debian's Apache and lighttpd as they come. Neither encrypts, keeps versions or waits
/// for the disk, nor asks for a password here; the node does all of it. Best of the rounds, the sides in turns.
/// </summary>
internal sealed class DriveBenchmark : IBenchmark
{
    private const int Files = 1000, Entries = 10_000, Rounds = 3, Lists = 7, Mebibytes = 1024, ChangedMebibytes = 256, MostMegabytes = 300;

    private static readonly IReadOnlyList<(string Name, Func<Sides, CancellationToken, Task<bool>> Measure)> Parts =
        [("small", Small), ("list", List), ("big", Big), ("change", Change), ("memory", Memory)];

    // What the sync programs ask for.
    private const string Properties = """
        <?xml version="1.0"?><D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:getcontentlength/><D:getlastmodified/><D:getetag/><D:getcontenttype/></D:prop></D:propfind>
        """;

    public string Name => "drive";

    public string What => "files put, got and listed by WebDAV, against Apache and lighttpd, which neither encrypt nor sync";

    public async Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", "federation-drive-" + Environment.ProcessId)).FullName;
        try
        {
            await using var node = await DriveServer.Node(folder, cancel);
            await using var apache = await DriveServer.Apache(folder, cancel);
            await using var lighttpd = await DriveServer.Lighttpd(folder, cancel);
            if (apache is null || lighttpd is null)
            {
                await to.WriteLineAsync("Apache or lighttpd is not installed (apt-get install apache2-bin lighttpd lighttpd-mod-webdav): nothing to compare with.");
                return false;
            }

            var sides = new Sides(node, apache, lighttpd, folder, to);
            return await Measure(sides, arguments is [] ? [.. Parts.Select(part => part.Name)] : arguments, cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(Sides sides, IReadOnlyList<string> what, CancellationToken cancel)
    {
        var fits = true;
        foreach (var (name, measure) in Parts.Where(part => what.Contains(part.Name)))
        {
            fits &= await measure(sides, cancel);
        }

        return fits;
    }

    private static async Task<bool> Small(Sides sides, CancellationToken cancel)
    {
        var files = Enumerable.Range(0, Files).Select(i => Write(sides.Folder, Text($"small-{i}"), 16 << 10)).ToArray();
        await sides.Each(Rounds, (side, round) => Curl.Run(side, [Curl.Make(side, Text($"round-{round}/"))], sides.Folder, cancel));
        var put = await sides.Each(Rounds, (side, round) => Curl.Run(side, [.. files.Select((file, i) => Curl.Put(side, Text($"round-{round}/{i}"), file))], sides.Folder, cancel));
        var get = await sides.Each(Rounds, (side, round) => Curl.Run(side, [.. files.Select((_, i) => Curl.Get(side, Text($"round-{round}/{i}")))], sides.Folder, cancel));
        return await sides.Say(Text($"put {Files} files of 16 KiB"), put, "files/s", Files, 0.6)
            & await sides.Say(Text($"get {Files} files of 16 KiB"), get, "files/s", Files, 0.8);
    }

    private static async Task<bool> List(Sides sides, CancellationToken cancel)
    {
        var tiny = Write(sides.Folder, "tiny", 100);
        var body = Path.Combine(sides.Folder, "propfind.xml");
        await File.WriteAllTextAsync(body, Properties, cancel);
        await sides.Each(1, (side, _) => Curl.Run(side, [Curl.Make(side, "many/")], sides.Folder, cancel));
        var fill = await sides.Each(1, (side, _) => Curl.Run(side, [.. Enumerable.Range(0, Entries).Select(i => Curl.Put(side, Text($"many/{i}"), tiny))], sides.Folder, cancel));
        var list = await sides.Each(Lists, (side, _) => Curl.Run(side, [Curl.List(side, "many/", body)], sides.Folder, cancel));
        await sides.Say(Text($"put {Entries} files of 100 B"), fill, "files/s", Entries, null);
        return await sides.Say(Text($"list {Entries} entries"), list, "lists/s", 1, 1);
    }

    private static async Task<bool> Big(Sides sides, CancellationToken cancel)
    {
        var big = Write(sides.Folder, "big", Mebibytes << 20);
        var up = await sides.Each(Rounds, (side, round) => Curl.Run(side, [Curl.Put(side, Text($"big-{round}"), big)], sides.Folder, cancel));
        var down = await sides.Each(Rounds, (side, round) => Curl.Run(side, [Curl.Get(side, Text($"big-{round}"))], sides.Folder, cancel));
        return await sides.Say(Text($"put {Mebibytes} MiB"), up, "MiB/s", Mebibytes, 0.5)
            & await sides.Say(Text($"get {Mebibytes} MiB"), down, "MiB/s", Mebibytes, 0.4);
    }

    // A new version with one mebibyte of other bytes in the middle. The peers write all of it over the old one.
    private static async Task<bool> Change(Sides sides, CancellationToken cancel)
    {
        var file = Write(sides.Folder, "changed", ChangedMebibytes << 20);
        await sides.Each(1, (side, _) => Curl.Run(side, [Curl.Put(side, "changed", file)], sides.Folder, cancel));
        var before = Stored(sides);
        var seconds = await sides.Each(Rounds, async (side, round) =>
        {
            Replace(file, (ChangedMebibytes / 2) << 20, 1 << 20);
            return await Curl.Run(side, [Curl.Put(side, "changed", file)], sides.Folder, cancel);
        });
        await sides.Say(Text($"put {ChangedMebibytes} MiB, 1 changed"), seconds, "MiB/s", ChangedMebibytes, null);
        await sides.To.WriteLineAsync(Text($"disk         {(Stored(sides) - before) / (double)(Rounds << 20):0.0} MiB more for each such version"));
        return true;
    }

    private static long Stored(Sides sides) => new DirectoryInfo(Path.Combine(sides.Folder, "node", "blobs")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(blob => blob.Length);

    private static void Replace(string path, int at, int length)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(RandomNumberGenerator.GetBytes(length));
    }

    private static async Task<bool> Memory(Sides sides, CancellationToken cancel)
    {
        var (big, node) = (Write(sides.Folder, "big", Mebibytes << 20), sides.Node);
        await Curl.Run(node, [Curl.Put(node, "down", big)], sides.Folder, cancel);
        await Curl.Run(node, [.. Enumerable.Range(0, 4).SelectMany(i => new[] { Curl.Put(node, Text($"up-{i}"), big), Curl.Get(node, "down") })], sides.Folder, cancel);
        var peak = node.Program.PeakMemory();
        await sides.To.WriteLineAsync(Text($"memory       {peak:0} MB at most while 8 files of {Mebibytes} MiB go up and down at once   target {MostMegabytes} MB"));
        return peak < MostMegabytes;
    }

    private static string Write(string folder, string name, int length)
    {
        var path = Path.Combine(folder, name);
        using var file = File.Create(path);
        var bytes = new byte[Math.Min(length, 1 << 20)];
        for (var left = length; left > 0; left -= bytes.Length)
        {
            RandomNumberGenerator.Fill(bytes); // nothing to compress
            file.Write(bytes, 0, Math.Min(left, bytes.Length));
        }

        return path;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
