using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using JasperFx.Events;
using Marten;

namespace Federation.Node.Datasets.Corrections;

/// <summary>
/// Takes what must not be held any more out of a dataset, in one session: files destroyed, a corrected version signed under the
/// standing sign-off (docs/decisions/0005), every holder asked to erase what it has. Doing it again finds nothing to do.
/// </summary>
internal sealed class Corrector(
    TableMaker maker, NoiseMaker noise, ReleaseFiles files, ReleasePress press, INodeIdentity identity, IActivities activities, NodeOptions options)
{
    /// <summary>Queues all of it.</summary>
    /// <param name="session">Saved by the caller.</param>
    /// <param name="id">The dataset.</param>
    /// <param name="lost">What may be in no table any more.</param>
    /// <param name="because">The peers' notices that caused it; empty at a union.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>URLs of the versions taken back and of the one that replaces them, if any.</returns>
    public async Task<IReadOnlyList<string>> Correct(
        IDocumentSession session, Guid id, Lost lost, IReadOnlyList<string> because, DateTimeOffset now, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
        if (stream.Aggregate is not { } dataset)
        {
            return [];
        }

        if (DatasetRules.IsLapsed(dataset, lost))
        {
            ReleaseFiles.Erase(session, ReleaseFiles.Proposed, id, [dataset.Candidate!.TableSha256], now); // IsLapsed looked
            stream.AppendOne(new ProposalLapsed(id, now));
        }

        var touched = DatasetRules.Touched(dataset, lost);
        if (touched.Count == 0)
        {
            return [];
        }

        Erase(session, stream, touched, now);
        var corrected = touched.Contains(dataset.Current!) ? await Replace(session, stream.AppendOne, dataset, touched, lost, now, cancel) : null; // touched ones have files
        await TellHolders(session, dataset, touched, corrected, lost, because, now, cancel);
        return [.. touched.Select(release => UrlOf(id, release.Version)), .. corrected is null ? [] : new[] { corrected }];
    }

    /// <summary>Takes back, in the same way, a version that two people found wrong. The node makes nothing in its place: what would be right is for people to say.</summary>
    /// <param name="session">Saved by the caller.</param>
    /// <param name="stream">The dataset, with the decision on it.</param>
    /// <param name="version">The version.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task TakeBack(IDocumentSession session, IEventStream<Dataset> stream, int version, DateTimeOffset now, CancellationToken cancel)
    {
        var dataset = stream.Aggregate!; // the rule looked
        var release = dataset.Releases.Single(each => each.Version == version);
        Erase(session, stream, [release], now);
        if (release == dataset.Current)
        {
            TellFollowers(session, dataset, [release], WithdrawalWire.PublishedInError, now);
        }

        await TellHolders(session, dataset, [release], null, new Lost(new HashSet<Guid>(), new HashSet<string>(), WithdrawalWire.PublishedInError), [], now, cancel);
    }

    private static void Erase(IDocumentSession session, IEventStream<Dataset> stream, IReadOnlyList<Release> touched, DateTimeOffset now)
    {
        var dataset = stream.Aggregate!; // it has the releases
        var kept = dataset.Releases.Where(release => !release.IsErased && !touched.Contains(release)).SelectMany(Digests).ToHashSet(StringComparer.Ordinal);
        ReleaseFiles.Erase(session, ReleaseFiles.Ours, dataset.Id, touched.SelectMany(Digests).Except(kept), now);
        stream.AppendOne(new ReleasesErased(dataset.Id, [.. touched.Select(release => release.Version)], now));
    }

    private async Task<string?> Replace(
        IDocumentSession session, Action<object> append, Dataset dataset, IReadOnlyList<Release> touched, Lost lost, DateTimeOffset now, CancellationToken cancel)
    {
        var current = dataset.Current!; // Correct looked
        var left = current.Consents.Where(consent => !lost.Consents.Contains(consent)).ToHashSet();
        var beside = DatasetRules.ComparedWith(dataset).Where(release => !touched.Contains(release)).ToList();
        var made = await files.Table(ReleaseFiles.Ours, current.TableSha256, cancel) is { } corrected
            ? dataset.Source is { IsNoisy: true, CampaignId: { } campaign }
                // Paid again: what is not paid for is not drawn, and then nothing takes its place.
                ? (await noise.Make(session, dataset.Id, campaign, NoiseChoice.Of(corrected), current.AsOf, left, now, cancel)).Table
                : (await maker.Make(dataset.Source, current.AsOf, left, lost.Sources, current.Sources, corrected, beside, cancel)).Table
            : null; // its file is broken: what it hid is not known, so nothing may take its place
        if (made is null)
        {
            // Nobody is left, or nothing can be added up any more.
            TellFollowers(session, dataset, touched, lost.Reason, now);
            return null;
        }

        var signed = await press.Print(session, dataset, made, new SignOff(current.ProposedBy, current.SignedOffBy, true), now, cancel);
        append(signed);
        return UrlOf(dataset.Id, signed.Version);
    }

    // Nothing takes the newest one's place: the version before it stands again, or else the dataset is gone. A Delete would take the one that stands from them too.
    private void TellFollowers(IDocumentSession session, Dataset dataset, IReadOnlyList<Release> touched, string reason, DateTimeOffset now)
    {
        var catalogue = identity.ActorOf(ReleasePress.Catalogue);
        var said = dataset.Releases.LastOrDefault(release => !release.IsErased && !touched.Contains(release)) is { } before
            ? ReleaseDocument.Announce(
                options.Origin, catalogue, dataset.Id, before.Version, JsonNode.Parse(before.Document)!.AsObject(), dataset.Source.Title.En, now, isAgain: true) // we wrote it
            : ReleaseDocument.TakeBack(options.Origin, catalogue, dataset.Id, reason, now);
        activities.Publish(session, said, new Audience.Followers(ReleasePress.Catalogue), about: ReleaseDocument.DatasetUrl(options.Origin, dataset.Id));
    }

    private async Task TellHolders(
        IDocumentSession session, Dataset dataset, IReadOnlyList<Release> touched, string? corrected, Lost lost, IReadOnlyList<string> because,
        DateTimeOffset now, CancellationToken cancel)
    {
        var withdrawalId = Guid.CreateVersion7(now);
        var notices = new List<SentNotice>();
        foreach (var release in touched)
        {
            var holders = await files.HoldersOf(release, cancel);
            ReleaseFiles.AllTold(session, Digests(release), holders);
            foreach (var holder in holders)
            {
                var noticeId = new Uri(options.Origin, string.Create(CultureInfo.InvariantCulture, $"/withdrawals/{withdrawalId}/{notices.Count + 1}")).AbsoluteUri;
                var notice = WithdrawalWire.Notice(
                    noticeId, ReleaseDocument.DatasetUrl(options.Origin, dataset.Id), UrlOf(dataset.Id, release.Version), release.TableSha256, now, lost.Reason);
                notices.Add(new SentNotice(noticeId, holder, UrlOf(dataset.Id, release.Version), WithdrawalWire.DigestOf(notice)));
                activities.Publish(session, notice, new Audience.Peer(holder));
            }
        }

        session.Events.StartStream<Withdrawal>(withdrawalId, new VersionsTakenBack(
            withdrawalId, dataset.Id, [.. lost.Consents.Where(consent => touched.Any(release => release.Consents.Contains(consent)))], because,
            [.. touched.Select(release => UrlOf(dataset.Id, release.Version))], corrected, notices, now));
    }

    private string UrlOf(Guid id, int version) => ReleaseDocument.VersionUrl(options.Origin, id, version);

    private static string[] Digests(Release release) => [release.TableSha256, release.CsvSha256];
}
