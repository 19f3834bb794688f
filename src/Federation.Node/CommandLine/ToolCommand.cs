using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Federation.Node.Tools;
using Federation.Node.Tools.Archives;
using Federation.Node.Tools.Releases;
using Federation.Protocol.Proofs;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation tool verify|list</c>.</summary>
internal static class ToolCommand
{
    public static Command Create() => new("tool", "Check and list shared tools.") { Verify(), List() };

    private static Command Verify()
    {
        var command = new Command("verify", "Check that a tool's signed description is whole and, with --archive, that the archive is the one it names and safe to unpack.\n\n"
            + "The key comes from --key, as the publisher printed it, or from --actor, a copy of the publisher's actor of tools "
            + "(curl -H 'Accept: application/activity+json' https://union.example/catalogues/tools > actor.json). Nothing is fetched and no node is needed.\n\n"
            + "Examples: federation tool verify payslip-parser.json --archive payslip-parser-2.1.0.tar.gz --actor actor.json\n"
            + "federation tool verify payslip-parser.json --key z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ4XJt8AC4Gb --json");
        var file = new Argument<string>("file") { Description = "The signed description, as downloaded." };
        var archive = new Option<string?>("--archive") { HelpName = "FILE", Description = "The archive that came with it." };
        var key = new Option<string?>("--key") { HelpName = "KEY", Description = "The publisher's public key, z6Mk…" };
        var actor = new Option<string?>("--actor") { HelpName = "FILE", Description = "File with the actor document of the publisher's tools." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Arguments.Add(file);
        foreach (var option in new Option[] { archive, key, actor, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) => Verify(
            parsed.GetValue(file)!, parsed.GetValue(archive), parsed.GetValue(key), parsed.GetValue(actor), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> Verify(string file, string? archive, string? key, string? actorFile, bool json, CancellationToken cancel)
    {
        var document = SignedFile.Read(file);
        var method = ObjectProof.VerificationMethod(document);
        var publicKey = SignedFile.Key("tool", key, actorFile, method);
        var limits = new ToolLimits();
        var (tool, reason) = AnnouncedTool.Read(document, limits.MaxArchiveBytes, DateOnly.MaxValue);
        reason ??= ObjectProof.Refute(document, publicKey);
        if (reason is null && archive is not null)
        {
            reason = await Refute(archive, tool!, limits, cancel); // without a reason there is one
        }

        var (isWhole, manifest) = (reason is null, tool?.Manifest);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { IsWhole = isWhole, Reason = reason, manifest?.Name, manifest?.Version, manifest?.License, SignedWith = method, tool?.Sha256, IsArchiveChecked = archive is not null },
                JsonSerializerOptions.Web));
        }
        else if (isWhole)
        {
            Console.WriteLine($"{manifest!.Title} ({manifest.License}) is whole. Signed by {method}; archive {tool!.Sha256}{(archive is null ? ", not looked at: name it with --archive" : ", verified")}.");
        }

        return isWhole ? ExitCodes.Done : new Mishap(reason!, "Do not use this tool; download it again from your node.", ExitCodes.CheckFailed).Print();
    }

    private static async Task<string?> Refute(string file, AnnouncedTool tool, ToolLimits limits, CancellationToken cancel)
    {
        await using var archive = new FileStream(file, FileMode.Open, FileAccess.Read);
        if (archive.Length != tool.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, cancel)) != tool.Sha256)
        {
            return "The archive does not have the digest and size that were signed.";
        }

        archive.Position = 0;
        return (await ArchiveListing.Of(archive, limits, cancel)).Fault is { } fault ? "The archive is not safe to unpack: " + fault : null;
    }

    private static Command List()
    {
        var command = new Command("list", "List the tools of this node and of the peers whose tools it follows.\n\nExample: federation tool list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            Print(await node.Services.GetRequiredService<ToolCatalogue>().All(cancel), parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyList<ToolCard> all, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                all.Select(card => new
                {
                    card.Name,
                    card.Version,
                    Publisher = card.IsOurs ? null : card.Host,
                    State = ToolWords.Wire(card.State),
                    card.IsInstalled,
                    License = card.Manifest?.License,
                    Touches = card.Manifest?.Touches.Select(ToolWords.Wire),
                    RunsOn = card.Manifest is { } manifest ? ToolWords.Wire(manifest.RunsOn) : null,
                    card.Bytes,
                    card.Sha256,
                    card.Reason,
                }),
                JsonSerializerOptions.Web));
            return;
        }

        var table = new Table().AddColumns("tool", "version", "publisher", "state", "reason");
        all.ToList().ForEach(card => table.AddRow(
            Markup.Escape(card.Name), Markup.Escape(card.Version), Markup.Escape(card.IsOurs ? "this node" : card.Host), ToolWords.Wire(card.State), Markup.Escape(card.Reason ?? "")));
        AnsiConsole.Write(table);
    }
}
