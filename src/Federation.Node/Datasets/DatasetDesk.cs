using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Datasets.Corrections;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Datasets;

/// <summary>Loads a dataset, asks the rule, saves what it decided.</summary>
internal sealed class DatasetDesk(
    IDocumentStore store, ICampaigns campaigns, ITemplates templates, IConsents consents, MirrorShelf mirrors, TableMaker maker, NoiseMaker noise,
    ReleaseFiles files, ReleasePress press, TimeProvider time)
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>The source of a campaign's dataset; null when there is no such campaign.</summary>
    public async Task<DatasetSource?> OfCampaign(Guid campaign, CancellationToken cancel) =>
        await campaigns.Find(campaign, cancel) is { } found ? new DatasetSource(found.Id, found.Template, found.Title, found.MinimumGroup) : null;

    /// <summary>The source of a template's roll-up; null when there is no such template.</summary>
    public async Task<DatasetSource?> OfTemplate(string template, CancellationToken cancel) =>
        await templates.Find(template, cancel) is { } found ? new DatasetSource(null, found.Id, found.Title, found.FederationMinimumGroup) : null;

    /// <summary>Makes the table as it is now and asks for a steward.</summary>
    public async Task<(Guid Id, Refusal? Refusal)> Propose(DatasetSource source, Guid by, CancellationToken cancel)
    {
        if (await Pause(source, cancel) is { } paused)
        {
            return (default, paused);
        }

        var now = time.GetUtcNow();
        var id = Dataset.IdOf(source);
        List<Release> compared = [.. DatasetRules.ComparedWith(await Load(id, cancel))];
        var (made, refusal) = await maker.Make(source, now, null, Nothing, null, null, compared, cancel);
        if (made is null)
        {
            return (default, refusal);
        }

        await using var session = store.LightweightSession();
        return (id, await Propose(session, source, made, [.. compared.Select(release => release.Version)], by, now, cancel));
    }

    /// <summary>Pays for a campaign's table with noise, draws it and asks for a steward.</summary>
    public async Task<(Guid Id, Refusal? Refusal)> ProposeWithNoise(Guid campaign, NoiseChoice choice, Guid by, CancellationToken cancel)
    {
        if (await OfCampaign(campaign, cancel) is not { } source)
        {
            return (default, new DatasetRefusal.NotFound());
        }

        if (await Pause(source, cancel) is { } paused)
        {
            return (default, paused);
        }

        // Without its template: no federation may add figures with noise to those without.
        var (noisy, now) = (source with { IsNoisy = true, Template = "", Title = NoiseWords.TitleOf(source.Title) }, time.GetUtcNow());
        var id = Dataset.IdOf(noisy);
        await using var session = store.LightweightSession();
        var (made, refusal) = await noise.Make(session, id, campaign, choice, now, null, now, cancel);
        return (id, made is null ? refusal : await Propose(session, noisy, made, [], by, now, cancel));
    }

    private static async Task<Refusal?> Propose(IDocumentSession session, DatasetSource source, MadeTable made, IReadOnlyList<int> compared, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        var id = Dataset.IdOf(source);
        var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
        var decision = DatasetRules.Propose(
            stream.Aggregate, new ReleaseProposed(id, source, made.File.Sha256(), made.Consents, made.Sources, by, now), compared);
        if (decision.Refusal is not null)
        {
            return decision.Refusal;
        }

        if (stream.Aggregate is { Candidate: { } replaced })
        {
            ReleaseFiles.Erase(session, ReleaseFiles.Proposed, id, [replaced.TableSha256], now);
        }

        ReleaseFiles.Keep(session, ReleaseFiles.Proposed, id, MediaTypes.Table, made.File.Bytes(), now);
        if (stream.Aggregate is null)
        {
            session.Events.StartStream<Dataset>(id, decision.Events);
        }
        else
        {
            stream.AppendMany(decision.Events);
        }

        if (source.CampaignId is { } campaign)
        {
            // Whoever withdrew while the table was made was looked for before it stood here: look once more when it does.
            CorrectionQueue.Ask(session, campaign);
        }

        await session.SaveChangesAsync(cancel);
        return null;
    }

    /// <summary>Signs and announces the table a steward looked at.</summary>
    public async Task<Refusal?> Sign(Guid id, string seen, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
        var active = stream.Aggregate?.Source.CampaignId is { } campaign
            ? await consents.AllActiveIds(campaign, cancel)
            : new HashSet<Guid>();
        if (DatasetRules.MaySign(stream.Aggregate, seen, active, await mirrors.Held(cancel), by) is { } refusal)
        {
            return refusal;
        }

        if (await Pause(stream.Aggregate!.Source, cancel) is { } paused) // MaySign looked
        {
            return paused;
        }

        var (dataset, candidate) = (stream.Aggregate!, stream.Aggregate!.Candidate!); // MaySign looked
        if (await files.Table(ReleaseFiles.Proposed, candidate.TableSha256, cancel) is not { } table)
        {
            return new DatasetRefusal.OtherTable();
        }

        var now = time.GetUtcNow();
        ReleaseFiles.Erase(session, ReleaseFiles.Proposed, id, [candidate.TableSha256], now);
        stream.AppendOne(await press.Print(
            session, dataset, new MadeTable(table, candidate.Consents, candidate.Sources, candidate.At), new SignOff(candidate.By, by, false), now, cancel));
        await session.SaveChangesAsync(cancel);
        return null;
    }

    // Corrections do not come this way: who withdrew is taken out of the tables all the same.
    private async Task<DatasetRefusal?> Pause(DatasetSource source, CancellationToken cancel) =>
        source.CampaignId is { } campaign && await campaigns.Find(campaign, cancel) is { Pause: { } pause } ? new DatasetRefusal.Paused(pause) : null;

    /// <summary>Sends a proposal back.</summary>
    public async Task<Refusal?> Return(Guid id, string reason, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
        var now = time.GetUtcNow();
        var decision = DatasetRules.Return(stream.Aggregate, reason, by, now);
        if (decision.Events.Count > 0)
        {
            ReleaseFiles.Erase(session, ReleaseFiles.Proposed, id, [stream.Aggregate!.Candidate!.TableSha256], now); // Return looked
            stream.AppendMany(decision.Events);
            await session.SaveChangesAsync(cancel);
        }

        return decision.Refusal;
    }

    public async Task<Dataset?> Load(Guid id, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Dataset>(id, cancel);
    }

    /// <summary>What was proposed or published of a campaign: without noise, and with it.</summary>
    public async Task<IReadOnlyList<Dataset>> AllOfCampaign(Guid campaign, CancellationToken cancel)
    {
        if (await OfCampaign(campaign, cancel) is not { } source)
        {
            return [];
        }

        await using var session = store.QuerySession();
        return [.. await session.LoadManyAsync<Dataset>(cancel, Dataset.IdOf(source), Dataset.IdOf(source with { IsNoisy = true }))];
    }

    /// <summary>The dimensions of a source's tables that are bands of numbers, by the definition that they are made of.</summary>
    public async Task<IReadOnlyList<BandedDimension>> BandsOf(DatasetSource source, CancellationToken cancel) =>
        (source.CampaignId is { } campaign ? (await campaigns.Find(campaign, cancel))?.Schema : (await templates.Find(source.Template, cancel))?.Schema) is { } schema
            ? BandedDimension.In(schema) : [];

    public async Task<IReadOnlyList<Dataset>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Dataset>().ToListAsync(cancel)).OrderBy(dataset => dataset.Source.Title.En, StringComparer.Ordinal)];
    }
}
