using System.Runtime.CompilerServices;
using System.Text;
using Federation.Node.Delivery;
using Federation.Node.Tools.Copies;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;

namespace Federation.Node.Tools.Archives;

/// <summary>Looks at every tool kept, ours and peers': is the archive what its digest says, does the description carry its publisher's signature?</summary>
internal sealed class ArchiveCheck(ToolDesk desk, CopyDesk copies, ToolArchives archives, INodeIdentity identity, IPeerKeys keys)
{
    private const string RestoreOurs = "Restore the folder of encrypted files and the database from one backup; if there is none, revoke the version and publish the next.";

    /// <summary>One line for every version whose archive should be here.</summary>
    public async IAsyncEnumerable<CheckedTool> All([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var tool in (await desk.All(cancel)).Where(tool => tool.State is ToolState.Proposed or ToolState.Published))
        {
            yield return await Look(
                tool.Manifest, "", tool.Archive.Sha256, tool.Document, keyId => Task.FromResult(identity.FindOwn(keyId)), RestoreOurs, cancel);
        }

        foreach (var copy in (await copies.All(cancel)).Where(copy => copy is { Archive: not null, Manifest: not null, RevokedBecause: null }))
        {
            yield return await Look(
                copy.Manifest!, copy.Host, copy.Sha256, copy.Document, keyId => keys.Find(keyId, KeyPurpose.Proof, cancel), // just looked
                $"Restore the folder of encrypted files and the database from one backup; until then withdraw the tool, and send people to {copy.Host} for it.", cancel);
        }
    }

    private async Task<CheckedTool> Look(
        ToolManifest manifest, string host, string sha256, string? document, Func<string, Task<VerificationKey?>> keyOf, string remedy, CancellationToken cancel)
    {
        var faults = new List<string>();
        if (await archives.Refute(sha256, cancel) is { } fault)
        {
            faults.AddRange([fault, remedy]);
        }

        if (document is not null && await Refute(document, sha256, keyOf) is { } unsigned)
        {
            faults.Add(unsigned);
        }

        return new CheckedTool(manifest.Name, manifest.Version, host, faults);
    }

    private static async Task<string?> Refute(string document, string sha256, Func<string, Task<VerificationKey?>> keyOf)
    {
        var read = StrictJson.ReadObject(Encoding.UTF8.GetBytes(document));
        return !read.IsRead ? "The description cannot be read: " + read.Reason
            : !document.Contains(sha256, StringComparison.Ordinal) ? $"The signed description does not name the archive {sha256}."
            : ObjectProof.VerificationMethod(read.Document) is not { } keyId || await keyOf(keyId) is not { } key ? "The key that signed the description is not known."
            : ObjectProof.Refute(read.Document, key);
    }
}

/// <summary>A version of a tool that was looked at.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Version">Its version.</param>
/// <param name="Host">Its publisher; empty for our own.</param>
/// <param name="Faults">What is wrong and what to do, in sentences; empty when nothing is.</param>
internal sealed record CheckedTool(string Name, string Version, string Host, IReadOnlyList<string> Faults);
