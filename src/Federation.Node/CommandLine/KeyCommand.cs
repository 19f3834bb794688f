using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federation.Node.Contributions.Papers;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Peers.Keys;
using Spectre.Console;

namespace Federation.Node.CommandLine;

/// <summary><c>federation key list|rotate|revoke|certify</c>.</summary>
internal static class KeyCommand
{
    public static Command Create() => new("key", "List, replace and revoke the keys that this node signs by.") { List(), Rotate(), Revoke(), Certify() };

    private static Command List()
    {
        var command = new Command("list", "List the node's keys, those that sign no more included.\n\nExample: federation key list --json");
        var flags = new NodeFlags().AddTo(command);
        var json = Json(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            return Print(node, parsed.GetValue(json));
        });
        return command;
    }

    private static Command Rotate()
    {
        var command = new Command("rotate", "Make new keys and tell every peer. The old ones stay stated for 14 days; their private halves are gone at once.\n\n"
            + "Examples: federation key rotate\nfederation key rotate --kind rsa");
        var flags = new NodeFlags().AddTo(command);
        var kind = new Option<NodeKeyKind?>("--kind") { HelpName = "KIND", Description = "Only this kind: ed25519 or rsa. Default: both." };
        command.Options.Add(kind);
        var json = Json(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            NodeKeyKind[] kinds = parsed.GetValue(kind) is { } one ? [one] : Enum.GetValues<NodeKeyKind>();
            return await node.Services.GetRequiredService<KeyDesk>().Rotate(kinds, cancel) is { } refusal
                ? Refused.Because(refusal)
                : Print(node, parsed.GetValue(json));
        });
        return command;
    }

    private static Command Revoke()
    {
        var command = new Command("revoke", "Revoke a key: nothing it signed is believed from now on, by no peer that hears of it. A key that signs gets a successor first.\n\n"
            + "Example: federation key revoke ed25519-1");
        var flags = new NodeFlags().AddTo(command);
        var name = new Argument<string>("name") { Description = "The key's name, as `federation key list` shows it." };
        command.Arguments.Add(name);
        var json = Json(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            return await node.Services.GetRequiredService<KeyDesk>().Revoke(parsed.GetValue(name)!, cancel) is { } refusal // a required argument
                ? Refused.Because(refusal)
                : Print(node, parsed.GetValue(json));
        });
        return command;
    }

    private static Command Certify()
    {
        var command = new Command("certify", "Make a new key and certificate for members' PDF files, in the node's name and address of today. The old key is gone at once; what it signed verifies as before.\n\n"
            + "For a node that is called otherwise now, or whose key somebody may have read. A serving node signs by it from the next file on.\n\nExample: federation key certify");
        var flags = new NodeFlags().AddTo(command);
        var json = Json(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var node = await OpenNode.Open(flags.Read(parsed), cancel);
            var documents = node.Services.GetRequiredService<DocumentKey>();
            await documents.Replace(cancel);
            using var certificate = await documents.Open(cancel);
            var made = new MadeCertificate(certificate.Subject, node.Services.GetRequiredService<INodeIdentity>().Actor, DocumentKey.Fingerprint(certificate), certificate.NotAfter.ToUniversalTime());
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(made, JsonSerializerOptions.Web)
                : string.Create(CultureInfo.InvariantCulture, $"PDF files are signed from now on by {made.Name} ({made.Actor}), until {made.Until:yyyy-MM-dd}.\nSHA-256 of the certificate: {made.Fingerprint}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static int Print(OpenNode node, bool json)
    {
        var all = node.Services.GetRequiredService<KeyDesk>().All
            .Select(key => new ListedKey(key.Name, State(key), key.PublicKey, key.CreatedAt, key.RetiredAt, key.ExpiresAt, key.RevokedAt)).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
            return ExitCodes.Done;
        }

        var table = new Table().AddColumns("Key", "State", "Since", "Public half");
        all.ForEach(key => table.AddRow(
            key.Name, key.State, (key.RevokedAt ?? key.RetiredAt ?? key.CreatedAt).UtcDateTime.ToString("u", CultureInfo.InvariantCulture),
            Markup.Escape(key.PublicKey.Length > 60 ? key.PublicKey[..57] + "..." : key.PublicKey)));
        AnsiConsole.Write(table);
        return ExitCodes.Done;
    }

    private static string State(NodeKey key) => key.RevokedAt is not null ? "revoked" : key.RetiredAt is not null ? "retired" : "signs";

    private static Option<bool> Json(Command command)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(json);
        return json;
    }

    private sealed record MadeCertificate(string Name, Uri Actor, string Fingerprint, DateTime Until);

    private sealed record ListedKey(
        string Name, string State, string PublicKey, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);
}
