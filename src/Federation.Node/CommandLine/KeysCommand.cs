using System.CommandLine;
using System.Text.Json;
using Federation.Node.Hosting.Security;
using Federation.Node.Peers.Keys;
using Federation.Storage.Keys;

namespace Federation.Node.CommandLine;

/// <summary><c>federation keys rotate</c>.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "The master key that wraps all keys of members, documents and consents. (What the node signs by: `federation key`.)") { Rotate() };

    private static Command Rotate()
    {
        var command = new Command("rotate", "Make a new master key, wrap every key anew under it and destroy the old one, while the node serves.\n\n"
            + "A run that was stopped is finished by the next one. Database backups made before cannot be read without the old key: keep it with --keep-old, apart from them, "
            + "for as long as you keep them. A node whose key is a systemd credential has to be stopped meanwhile.\n\n"
            + "Example: federation keys rotate");
        var flags = new NodeFlags().AddTo(command);
        var keep = new Option<bool>("--keep-old") { Description = "Keep the old key's file, under a name that no node reads." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(keep);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancel) =>
        {
            var options = flags.Read(parsed);
            await using var node = await OpenNode.Open(options, cancel);
            _ = node.Services.GetRequiredService<KeyDesk>().All; // takes over the signing key of a node of the first version
            try
            {
                var replaced = await Work.During("Wrapping every key anew…", () => node.Services.GetRequiredService<MasterKeyReplacement>().Run(parsed.GetValue(keep), cancel));
                Print(replaced, options.MasterKeyFile, parsed.GetValue(json));
                return ExitCodes.Done;
            }
            catch (BrokenSealException e)
            {
                return new Mishap(
                    e.Message, $"Nothing is lost. If the database was restored from a backup, put the key of that time beside as {MasterKeyRotation.PreviousOf(options.MasterKeyFile)} and run this again.",
                    ExitCodes.Environment).Print();
            }
            catch (MasterKeyException e)
            {
                return new Mishap(e.Message, "Nothing is lost: make room or mend the folder, and run this again.", ExitCodes.Environment).Print();
            }
        });
        return command;
    }

    private static void Print(ReplacedMasterKey replaced, string file, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(replaced, JsonSerializerOptions.Web));
            return;
        }

        Console.WriteLine($"Master key {replaced.Present} has taken the place of {replaced.Old}; {replaced.Rewrapped} keys were wrapped anew.");
        Console.WriteLine(replaced.KeptIn is { } kept
            ? $"The old key is in {kept}: move it away from this machine, and destroy it with the last backup that needs it."
            : "The old key is destroyed: database backups made before can no longer be read by anybody.");
        Console.WriteLine($"Copy {file} now to where its copy is kept.");
    }
}
