using System.CommandLine;
using System.Text.Json;
using Federation.Node.Datasets.Releases;
using Federation.Node.Tools.Archives;

namespace Federation.Node.CommandLine;

/// <summary><c>federation verify</c>: looks at every release, every tool and every copy of peers' again.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var command = new Command("verify", "Check that every release, every tool and every copy of peers' is still what its publisher signed: file digests and signatures.\n\n"
            + "Example: federation verify --data /var/lib/federation\n\n"
            + $"{ExitCodes.Help}");
        var flags = new NodeFlags().AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print every version looked at, as JSON." };
        command.Options.Add(json);
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

            return Print(seen, parsed.GetValue(json));
        });
        return command;
    }

    private static int Print(List<CheckedVersion> seen, bool json)
    {
        var broken = seen.Where(version => version.Faults.Count > 0).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(seen, Json));
        }
        else
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
}
