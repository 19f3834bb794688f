using System.Text.Json.Nodes;
using Federation.Node.CommandLine.Demo.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;

namespace Federation.Node.CommandLine.Demo.Web;

/// <summary>Checks an object's proof against the key its author publishes, as anybody can who has the object.</summary>
internal static class Signatures
{
    /// <summary>Why an object is not signed by a node; null when it is.</summary>
    public static async Task<string?> Refute(JsonObject signed, DemoNode author, CancellationToken cancel)
    {
        if (ObjectProof.VerificationMethod(signed) is not { } method)
        {
            return "it carries no proof";
        }

        var actor = new Uri(method.Split('#')[0]);
        return actor.Authority != author.Host ? $"its proof names {method}, not a key of {author.Name}"
            : await author.Visitor("en", cancel).Json(actor.AbsolutePath) is not JsonObject document
                || ActorDocument.Keys(document).GetValueOrDefault(method) is not { } key ? $"{actor} does not publish the key {method}"
            : ObjectProof.Refute(signed, key);
    }
}
