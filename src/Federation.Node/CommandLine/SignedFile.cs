using System.CommandLine;
using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.Node.CommandLine;

/// <summary>A signed document in a file, and the key to check it with: nothing is fetched and no node is needed.</summary>
internal static class SignedFile
{
    /// <summary>A command that checks one.</summary>
    /// <param name="what">What is checked, like <c>receipt</c>.</param>
    /// <param name="description">What the command does, and examples.</param>
    /// <param name="verify">Checks a file with a key or an actor's file, and prints JSON or a line; its exit code.</param>
    public static Command Verify(string what, string description, Func<string, string?, string?, bool, int> verify)
    {
        var command = new Command("verify", description);
        var file = new Argument<string>("file") { Description = $"The {what}." };
        var key = new Option<string?>("--key") { HelpName = "KEY", Description = "The node's public key, z6Mk…" };
        var actor = new Option<string?>("--actor") { HelpName = "FILE", Description = "File with the node's actor document." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Arguments.Add(file);
        command.Options.Add(key);
        command.Options.Add(actor);
        command.Options.Add(json);
        command.SetAction(parsed => verify(parsed.GetValue(file)!, parsed.GetValue(key), parsed.GetValue(actor), parsed.GetValue(json)));
        return command;
    }

    /// <summary>Reads JSON that has one meaning.</summary>
    /// <exception cref="OperatorException">It cannot be read.</exception>
    public static JsonObject Read(string file) => Read(file, Bytes(file));

    /// <summary>The same of bytes that were read.</summary>
    /// <exception cref="OperatorException">They are no such JSON.</exception>
    public static JsonObject Read(string file, byte[] bytes)
    {
        var read = StrictJson.ReadObject(bytes);
        return read.IsRead ? read.Document : throw new OperatorException($"{file}: {read.Reason}", "Give the file as it was downloaded.", ExitCodes.CheckFailed);
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="OperatorException">It cannot be read.</exception>
    public static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(e.Message, "Give a readable file.", ExitCodes.Usage);
        }
    }

    /// <summary>The key of a signature.</summary>
    /// <param name="what">What is checked, like <c>receipt</c>.</param>
    /// <param name="key">As its owner printed it; null when an actor is given.</param>
    /// <param name="actorFile">File with the actor document of the signer.</param>
    /// <param name="method">The key that the proof names.</param>
    /// <exception cref="OperatorException">There is none.</exception>
    public static Ed25519PublicKey Key(string what, string? key, string? actorFile, string? method)
    {
        if (key is not null)
        {
            return Ed25519PublicKey.TryRead(key, out var given)
                ? given
                : throw new OperatorException("--key is not an Ed25519 Multikey.", "It begins with z6Mk; copy it whole.", ExitCodes.Usage);
        }

        if (actorFile is null)
        {
            throw new OperatorException($"A {what} is checked against its signer's key.", "Give --key z6Mk… or --actor FILE.", ExitCodes.Usage);
        }

        return method is not null && ActorDocument.Keys(Read(actorFile)).GetValueOrDefault(method) is { } found
            ? found
            : throw new OperatorException($"The actor does not have the key that signed the {what} ({method ?? "none"}).", "Is it the actor that the key's address names?", ExitCodes.CheckFailed);
    }
}
