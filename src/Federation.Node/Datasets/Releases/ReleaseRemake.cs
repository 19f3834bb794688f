using System.Runtime.CompilerServices;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Tables;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Datasets.Releases;

/// <summary>Makes each table of ours again from what it was made of, as long as that is there: byte for byte it must be the one that was signed.</summary>
internal sealed class ReleaseRemake(DatasetDesk desk, TableMaker maker, MirrorShelf mirrors, ReleaseFiles files, NodeOptions options)
{
    /// <summary>One line for every version that stands.</summary>
    public async IAsyncEnumerable<RemadeVersion> All([EnumeratorCancellation] CancellationToken cancel)
    {
        var held = await mirrors.Held(cancel);
        foreach (var dataset in await desk.All(cancel))
        {
            foreach (var release in dataset.Releases.Where(release => !release.IsErased))
            {
                var (isSame, why) = await Remake(dataset, release, held, cancel);
                yield return new(ReleaseDocument.VersionUrl(options.Origin, dataset.Id, release.Version), isSame, why);
            }
        }
    }

    private async Task<(bool? IsSame, string? Why)> Remake(Dataset dataset, Release release, IReadOnlySet<string> held, CancellationToken cancel)
    {
        if (dataset.Source.IsNoisy)
        {
            return (null, "noise was drawn by chance and kept nowhere.");
        }

        if (release.Beside is not { } beside)
        {
            return (null, "it is from before nodes kept with which versions a table was compared.");
        }

        var compared = dataset.Releases.Where(each => beside.Contains(each.Version)).ToList();
        if (compared.Any(each => each.IsErased) || !compared.SelectMany(each => each.Sources).Concat(release.Sources).All(held.Contains))
        {
            return (null, "a version that it was compared with, or made of, is erased.");
        }

        var corrected = release.IsCorrection ? await files.Table(ReleaseFiles.Ours, release.TableSha256, cancel) : null; // of what it corrects its own hidden cells are left
        var (made, _) = await maker.Make(dataset.Source, release.AsOf, release.Consents.ToHashSet(), new HashSet<string>(), dataset.Source.IsRollUp ? release.Sources : null, corrected, compared, cancel);
        return made is null || !made.Consents.SequenceEqual(release.Consents) || !made.Sources.SequenceEqual(release.Sources, StringComparer.Ordinal)
            ? (null, "what was given to it is destroyed, in whole or in part.")
            : (made.File.Sha256() == release.TableSha256, null);
    }
}

/// <summary>A version that was made again.</summary>
/// <param name="Version">Its URL.</param>
/// <param name="IsSame">Whether it is the one that was signed; null when it could not be made again.</param>
/// <param name="Why">Why it could not.</param>
internal sealed record RemadeVersion(string Version, bool? IsSame, string? Why);
