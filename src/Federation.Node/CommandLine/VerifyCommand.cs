using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federation.Node.Datasets.Releases;
using Federation.Node.Documents;
using Federation.Node.Hosting.Database;
using Federation.Node.Tools.Archives;

namespace Federation.Node.CommandLine;

/// <summary><c>federation verify</c>: looks at every release, every tool and every copy of peers' again, and whether the bytes of every document are there.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var command = new Command("verify", "Check that every release, every tool and every copy of peers' is still what its publisher signed, and that the bytes of every document are there.\n\n"
            + "Example: federation verify --data /var/lib/federation\n\n"
            + $"{ExitCodes.Help}");
        var flags = new NodeFlags().AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print every version looked at, as JSON." };
        command.Options.Add(json);
        var readData = new Option<string?>("--read-data")
        {
            HelpName = "SHARE", Arity = ArgumentArity.ZeroOrOne,
            Description = "Read the bytes of every document too and compare them with their digests, or of a share drawn at random, like 5%; all take as long as reading the disk.",
        };
        readData.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ShareOf(token.Value) is null)
            {
                result.AddError($"'{token.Value}' is no share of the blobs: write a percentage above 0% and up to 100%, like 5%, or only --read-data for all.");
            }
        });
        command.Options.Add(readData);
        var remake = new Option<bool>("--remake") { Description = "Make every table of this node again too, from what it was made of, and compare it with the one that was signed; takes as long as proposing them all." };
        command.Options.Add(remake);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var seen = new List<CheckedVersion>();
            await foreach (var version in node.Services.GetRequiredService<ReleaseCheck>().All(cancel))
            {
                seen.Add(version);
            }

            await foreach (var tool in node.Services.GetRequiredService<ArchiveCheck>().All(cancel))
            {
                seen.Add(new CheckedVersion($"tool {tool.Name} {tool.Version}", tool.Host, tool.Faults));
            }

            var archives = await node.Services.GetRequiredService<ToolArchives>().Blobs(cancel);
            var share = parsed.GetResult(readData) is null ? 0 : parsed.GetValue(readData) is { } some ? ShareOf(some)!.Value : 1; // validated
            var documents = await node.Services.GetRequiredService<DocumentCheck>().Look(archives, share, cancel);
            await node.Services.GetRequiredService<UpkeepLog>().Add(
                UpkeepLog.Check, cancel, ("versions", seen.Count), ("blobs", documents.Named), ("read", share == 1 ? 1 : 0),
                ("faults", seen.Count(version => version.Faults.Count > 0) + documents.Faults.Count));
            var remade = new List<RemadeVersion>();
            await foreach (var version in parsed.GetValue(remake) ? node.Services.GetRequiredService<ReleaseRemake>().All(cancel) : AsyncEnumerable.Empty<RemadeVersion>())
            {
                remade.Add(version);
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(parsed.GetValue(remake) ? JsonSerializer.Serialize(new { versions = seen, remade }, Json) : JsonSerializer.Serialize(seen, Json));
            }

            return new[] { Print(seen, parsed.GetValue(json)), Print(documents, parsed.GetValue(json)), parsed.GetValue(remake) ? Print(remade, parsed.GetValue(json)) : ExitCodes.Done }.Max();
        });
        return command;
    }

    // Of one; null: what was typed is no percentage above 0 and up to 100.
    private static double? ShareOf(string typed) =>
        typed is [.. var number, '%'] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100
            ? percent / 100 : null;

    private static int Print(List<CheckedVersion> seen, bool json)
    {
        var broken = seen.Where(version => version.Faults.Count > 0).ToList();
        if (!json)
        {
            Console.WriteLine(broken.Count == 0
                ? $"{seen.Count} versions looked at: every file has its digest, every description its signature."
                : $"{broken.Count} of {seen.Count} versions are not what was signed:");
        }

        foreach (var version in broken)
        {
            Console.Error.WriteLine($"federation: {version.Version}{(version.Host.Length > 0 ? $" (copy of {version.Host}'s)" : "")}: {string.Join(' ', version.Faults)}");
        }

        if (broken.Count > 0)
        {
            Console.Error.WriteLine("hint: somebody or a disk changed what is kept. Restore it from a backup; what is only a mirror may be removed and its publisher followed anew.");
        }

        return broken.Count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
    }

    private static int Print(List<RemadeVersion> made, bool json)
    {
        if (!json)
        {
            Console.WriteLine($"{made.Count(version => version.IsSame is not null)} of {made.Count} tables made again: {made.Count(version => version.IsSame == true)} are the ones that were signed, byte for byte.");
        }

        foreach (var version in made.Where(version => !json && version.Why is not null))
        {
            Console.WriteLine($"{version.Version} cannot be made again: {version.Why}");
        }

        foreach (var version in made.Where(version => version.IsSame == false))
        {
            Console.Error.WriteLine($"federation: {version.Version} comes out otherwise than it was signed.");
        }

        if (made.Any(version => version.IsSame == false))
        {
            Console.Error.WriteLine("hint: what was given, the campaign, or the node's secret parameters were changed since, or the program makes other tables than then; keep the signed one, and ask which.");
        }

        return made.Any(version => version.IsSame == false) ? ExitCodes.CheckFailed : ExitCodes.Done;
    }

    private static int Print(CheckedDocuments documents, bool json)
    {
        if (!json)
        {
            Console.WriteLine(documents.Faults.Count == 0
                ? $"{documents.Named} blobs of documents looked at: all are there. {documents.Doomed} wait to be removed."
                : $"{documents.Faults.Count} of {documents.Named} blobs of documents are not as they were kept:");
            if (documents.Read is { } read)
            {
                Console.WriteLine($"{read} of {documents.Named} were read.");
            }
        }

        foreach (var fault in documents.Faults)
        {
            Console.Error.WriteLine($"federation: {fault}");
        }

        if (documents.Faults.Count > 0)
        {
            Console.Error.WriteLine("hint: restore these files of the blob folder from a backup.");
        }

        foreach (var blob in documents.Unnamed)
        {
            Console.Error.WriteLine($"federation: nothing names the bytes {blob}: an upload is under way, or a crash cut one off; if this is said again tomorrow, the file may be deleted.");
        }

        return documents.Faults.Count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
    }
}
