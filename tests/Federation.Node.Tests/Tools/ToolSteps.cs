using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tools;
using Federation.Node.Tools.Copies;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Tools;

/// <summary>Tools and archives as tests need them.</summary>
internal static class ToolSteps
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ToolManifest Manifest(string version = "2.1.0", string name = "payslip-parser") => new(
        name, version, "AGPL-3.0-or-later", "https://git.union.example/payslip-parser", [TouchedData.Contributions], RunsOn.OfficerComputer,
        new Text("Reads payslips.", "Lit les fiches de paie.", "Lee las nóminas."), new ToolReview("Tools working group", Today, "No network access. Two notes, both mended."));

    /// <summary>A gzipped tar archive of text files.</summary>
    public static byte[] TarGz(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A zip archive of text files.</summary>
    public static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Two people publish a version, through the room's desk.</summary>
    public static async Task<Tool> PublishTool(this RunningNode node, ToolManifest? manifest = null, byte[]? archive = null)
    {
        var desk = node.Services.GetRequiredService<ToolDesk>();
        var (id, refusal) = await desk.Propose(manifest ?? Manifest(), new MemoryStream(archive ?? TarGz(("bin/parse", "#!/bin/sh"))), Guid.CreateVersion7(node.Clock.GetUtcNow()), Cancel);
        Assert.Null(refusal);
        Assert.Null(await desk.Approve(id, (await desk.Load(id, Cancel))!.Seen, Guid.CreateVersion7(node.Clock.GetUtcNow()), Cancel));
        return (await desk.Load(id, Cancel))!;
    }

    /// <summary>The peers' tools that are here.</summary>
    public static Task<IReadOnlyList<ToolCopy>> Copies(this RunningNode node) => node.Services.GetRequiredService<CopyDesk>().All(Cancel);

    /// <summary>Somebody proposes a version on the form.</summary>
    public static async Task Propose(this Visitor officer, byte[] archive, params (string Name, string Value)[] otherwise)
    {
        (string Name, string Value)[] typed =
        [
            ("name", "payslip-parser"), ("version", "2.1.0"), ("license", "AGPL-3.0-or-later"), ("source", "https://git.union.example/payslip-parser"),
            ("touches", "contributions"), ("runsOn", "officerComputer"), ("summary-en", "Reads payslips."), ("summary-fr", "Lit les fiches de paie."),
            ("summary-es", "Lee las nóminas."), ("reviewBy", "Tools working group"), ("reviewOn", "2026-11-20"), ("findings", "No network access."),
        ];
        await officer.Open("/tools/new");
        await officer.Upload(
            "/tools", "archive", "tool.tar.gz", archive, [.. typed.Where(field => otherwise.All(other => other.Name != field.Name)), .. otherwise]);
    }

    /// <summary>An officer and a steward of a node.</summary>
    public static async Task<(Visitor Officer, Visitor Steward)> TwoPeople(this RunningNode node) =>
        (await node.SignedIn("olga", Roles.Officer), await node.SignedIn("stan", Roles.Steward));
}
