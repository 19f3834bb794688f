using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Consents;
using Federation.Protocol.Proofs;

namespace Federation.Node.CommandLine;

/// <summary><c>federation receipt verify</c>: checks a consent receipt with nothing but the file and the node's public key.</summary>
internal static class ReceiptCommand
{
    public static Command Create() => new("receipt", "Check consent receipts.") { Verify() };

    private static Command Verify() => SignedFile.Verify("receipt", "Check that a receipt is whole and signed by the node it names.\n\n"
        + "The key comes from --key, as the union printed it, or from --actor, a copy of the node's actor document "
        + "(curl -H 'Accept: application/activity+json' https://union.example/actor > actor.json). Nothing is fetched and no node is needed.\n\n"
        + "Examples: federation receipt verify receipt.json --actor actor.json\n"
        + "federation receipt verify receipt.json --key z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ4XJt8AC4Gb --json", Verify);

    private static int Verify(string file, string? key, string? actorFile, bool json)
    {
        var receipt = SignedFile.Read(file);
        var method = ObjectProof.VerificationMethod(receipt);
        var publicKey = SignedFile.Key("receipt", key, actorFile, method);
        var reason = ConsentReceipt.Mandatory.FirstOrDefault(member => receipt[member] is null) is { } absent
            ? $"The receipt lacks '{absent}' (ISO/IEC TS 27560)."
            : ObjectProof.Refute(receipt, publicKey);
        // Signed, so the node wrote it: its shape is ours.
        var state = reason is null ? receipt["events"]!.AsArray()[^1]!["state"]!.ToString() : null;
        var controller = receipt["controller"] is JsonObject named ? named["name"]?.ToString() : null;
        var (isWhole, stateName) = (reason is null, state?[(state.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { IsWhole = isWhole, Reason = reason, Controller = controller, SignedWith = method, State = stateName }, JsonSerializerOptions.Web));
        }
        else if (isWhole)
        {
            Console.WriteLine($"The receipt is whole. Signed by {controller} ({method}); state: {stateName}.");
        }

        return isWhole ? ExitCodes.Done : new Mishap(reason!, "Do not rely on this receipt; download it again from the node.", ExitCodes.CheckFailed).Print();
    }
}
