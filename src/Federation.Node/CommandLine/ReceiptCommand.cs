using System.CommandLine;
using System.Text.Json.Nodes;
using Federation.Node.Consents;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.Node.CommandLine;

/// <summary><c>federation receipt verify</c>: checks a consent receipt with nothing but the file and the node's public key.</summary>
internal static class ReceiptCommand
{
    public static Command Create() => new("receipt", "Check consent receipts.") { Verify() };

    private static Command Verify()
    {
        var command = new Command("verify", "Check that a receipt is whole and signed by the node it names.\n\n"
            + "Example: federation receipt verify receipt.json --actor actor.json\n\n"
            + "The key comes from --key (z6Mk…, as the union printed it) or from --actor, a copy of the node's /actor page.");
        var file = new Argument<string>("file") { Description = "The receipt." };
        var key = new Option<string?>("--key") { Description = "The node's public key, z6Mk…" };
        var actor = new Option<string?>("--actor") { Description = "File with the node's actor document (curl -H 'Accept: application/activity+json' https://…/actor)." };
        command.Arguments.Add(file);
        command.Options.Add(key);
        command.Options.Add(actor);
        command.SetAction(parsed => Verify(parsed.GetValue(file)!, parsed.GetValue(key), parsed.GetValue(actor)));
        return command;
    }

    private static int Verify(string file, string? key, string? actorFile)
    {
        var receipt = ReadJson(file);
        var method = ObjectProof.VerificationMethod(receipt);
        var publicKey = Key(key, actorFile, method);
        var reason = ConsentReceipt.Mandatory.FirstOrDefault(member => receipt[member] is null) is { } absent
            ? $"The receipt lacks '{absent}' (ISO/IEC TS 27560)."
            : ObjectProof.Refute(receipt, publicKey);
        if (reason is not null)
        {
            Console.Error.WriteLine($"federation: {reason}");
            Console.Error.WriteLine("hint: do not rely on this receipt; download it again from the node.");
            return ExitCodes.CheckFailed;
        }

        var state = receipt["events"]!.AsArray()[^1]!["state"]!.ToString();
        Console.WriteLine($"The receipt is whole. Signed by {receipt["controller"]?["name"]} ({method}); state: {state[(state.IndexOf('#', StringComparison.Ordinal) + 1)..]}.");
        return ExitCodes.Done;
    }

    private static Ed25519PublicKey Key(string? key, string? actorFile, string? method)
    {
        if (key is not null)
        {
            return Ed25519PublicKey.TryRead(key, out var given)
                ? given
                : throw new OperatorException("--key is not an Ed25519 Multikey.", "It begins with z6Mk; copy it whole.", ExitCodes.Usage);
        }

        if (actorFile is null)
        {
            throw new OperatorException("A receipt is checked against the node's key.", "Give --key z6Mk… or --actor FILE.", ExitCodes.Usage);
        }

        return method is not null && ActorDocument.Keys(ReadJson(actorFile)).GetValueOrDefault(method) is { } found
            ? found
            : throw new OperatorException($"The actor does not have the key that signed the receipt ({method ?? "none"}).", "Is it the actor of the same node?", ExitCodes.CheckFailed);
    }

    private static JsonObject ReadJson(string file)
    {
        try
        {
            var read = StrictJson.ReadObject(File.ReadAllBytes(file));
            return read.IsRead ? read.Document : throw new OperatorException($"{file}: {read.Reason}", "Give the file as it was downloaded.", ExitCodes.CheckFailed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(e.Message, "Give a readable file.", ExitCodes.Usage);
        }
    }
}
