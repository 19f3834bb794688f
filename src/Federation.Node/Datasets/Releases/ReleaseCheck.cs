using System.Text;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Delivery;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.Node.Datasets.Releases;

/// <summary>Looks at everything kept: is every file what its digest says, does every description carry its publisher's signature?</summary>
internal sealed class ReleaseCheck(DatasetDesk desk, MirrorShelf mirrors, ReleaseFiles files, INodeIdentity identity, IPeerKeys keys)
{
    /// <summary>One line for every version looked at.</summary>
    public async IAsyncEnumerable<CheckedVersion> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var dataset in await desk.All(cancel))
        {
            foreach (var release in dataset.Releases.Where(release => !release.IsErased))
            {
                yield return await Look(ReleaseFiles.Ours, release.Document, [release.TableSha256, release.CsvSha256], keyId => Task.FromResult(identity.FindOwn(keyId)), cancel);
            }
        }

        foreach (var mirror in await mirrors.All(cancel))
        {
            foreach (var version in mirror.Versions)
            {
                yield return await Look(mirror.Host, version.Document, [version.TableSha256, version.CsvSha256], keyId => keys.Find(keyId, KeyPurpose.Proof, cancel), cancel);
            }
        }
    }

    private async Task<CheckedVersion> Look(
        string host, string document, IReadOnlyList<string> digests, Func<string, Task<VerificationKey?>> keyOf, CancellationToken cancel)
    {
        var faults = new List<string>();
        var read = StrictJson.ReadObject(Encoding.UTF8.GetBytes(document));
        if (!read.IsRead)
        {
            faults.Add("The description cannot be read: " + read.Reason);
        }
        else if (ObjectProof.VerificationMethod(read.Document) is not { } keyId || await keyOf(keyId) is not { } key)
        {
            faults.Add("The key that signed the description is not known.");
        }
        else if (ObjectProof.Refute(read.Document, key) is { } fault)
        {
            faults.Add(fault);
        }

        foreach (var digest in digests)
        {
            if (read.IsRead && !document.Contains(digest, StringComparison.Ordinal))
            {
                faults.Add($"The signed description does not name the file {digest}.");
            }

            if (await files.Refute(host, digest, cancel) is { } wrong)
            {
                faults.Add(wrong);
            }
        }

        return new CheckedVersion(read.IsRead ? read.Document["id"]?.ToString() ?? "" : "", host, faults);
    }
}

/// <summary>A version that was looked at.</summary>
/// <param name="Version">Its URL.</param>
/// <param name="Host">Its publisher; empty for our own.</param>
/// <param name="Faults">What is wrong, in sentences; empty when nothing is.</param>
internal sealed record CheckedVersion(string Version, string Host, IReadOnlyList<string> Faults);
