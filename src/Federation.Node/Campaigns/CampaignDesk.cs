using System.Security.Cryptography;
using System.Text;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>Loads a campaign, asks the rule, saves what it decided.</summary>
internal sealed class CampaignDesk(IDocumentStore store, TemplateShelf shelf, NodeOptions options, TimeProvider time) : ICampaigns
{
    // Definitions cannot be changed after drafting, so every notice is its campaign's first.
    private const int FirstNotice = 1;

    /// <summary>Takes up a definition.</summary>
    public async Task<(Guid Id, CampaignRefusal? Refusal)> Draft(string definition, Guid officer, CancellationToken cancel)
    {
        var (read, refusal) = CampaignDefinitions.Read(definition);
        return read is null ? (default, refusal) : (await Start(read, null, officer, cancel), null);
    }

    /// <summary>Takes up a template.</summary>
    /// <param name="template">Its URL.</param>
    /// <param name="definition">What of it: reworded and narrowed. Empty: exactly as published.</param>
    /// <param name="officer">Who.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<(Guid Id, CampaignRefusal? Refusal)> Adopt(string template, string definition, Guid officer, CancellationToken cancel)
    {
        if (await shelf.Load(template, cancel) is not { } found)
        {
            return (default, new CampaignRefusal.NoSuchTemplate());
        }

        var (adopted, refusal) = string.IsNullOrWhiteSpace(definition) ? (found.Definition, null) : CampaignDefinitions.Read(definition);
        return adopted is null ? (default, refusal)
            : TemplateNarrowing.Widens(found.Definition, adopted) is { } what ? (default, new CampaignRefusal.WidensTemplate(what))
            : (await Start(adopted, found.Url, officer, cancel), null);
    }

    /// <summary>A template's definition as an officer changes it; null when it is not here.</summary>
    public async Task<string?> DefinitionOf(string template, CancellationToken cancel) =>
        await shelf.Load(template, cancel) is { } found ? CampaignDefinitions.Write(found.Definition) : null;

    /// <summary>Decides and saves.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="rule">Decides.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="alongside">Said in the same transaction, when something was decided: of the campaign before it, and the events.</param>
    public async Task<Refusal?> Decide(
        Guid id, Func<Campaign, DateTimeOffset, IReadOnlyList<string>, Decision> rule, CancellationToken cancel,
        Action<IDocumentSession, Campaign, IReadOnlyList<object>>? alongside = null)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Campaign>(id, cancel);
        if (stream.Aggregate is null)
        {
            return new CampaignRefusal.NotFound();
        }

        var decision = rule(stream.Aggregate, time.GetUtcNow(), options.Languages);
        if (decision.Events.Count > 0)
        {
            stream.AppendMany(decision.Events);
            alongside?.Invoke(session, stream.Aggregate, decision.Events);
            await session.SaveChangesAsync(cancel);
        }

        return decision.Refusal;
    }

    /// <summary>The whole campaign, for its own pages.</summary>
    public async Task<Campaign?> Load(Guid id, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Campaign>(id, cancel);
    }

    public async Task<CampaignCard?> Find(Guid id, CancellationToken cancel) => await Load(id, cancel) is { } campaign ? Card(campaign) : null;

    public async Task<IReadOnlyList<CampaignCard>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Campaign>().OrderByDescending(campaign => campaign.Id).ToListAsync(cancel)).Select(Card)];
    }

    /// <summary>How other rooms see a campaign.</summary>
    public CampaignCard Card(Campaign campaign) => new(
        campaign.Id, campaign.TemplateId ?? "", campaign.Definition.Title, campaign.State, campaign.Definition.Schema,
        campaign.Definition.Notice.Where(notice => options.Languages.Contains(notice.Key)).ToDictionary(
            notice => notice.Key,
            notice => new Notice(notice.Key, notice.Value, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notice.Value))))),
        FirstNotice, campaign.Definition.Purpose, campaign.Definition.MinimumGroup, campaign.Definition.Recipients,
        campaign.Definition.RetentionMonths, campaign.OfficerId, campaign.OpenedAt)
    {
        ClosesAt = CampaignRules.ClosesAt(campaign),
        KeptUntil = campaign.ClosedAt?.AddMonths(campaign.Definition.RetentionMonths),
        Pause = CampaignPause.Of(campaign),
        PublishedOpenly = campaign.Definition.PublishedOpenly,
    };

    private async Task<Guid> Start(CampaignDefinition definition, string? template, Guid officer, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Campaign>(id, new CampaignDrafted(id, definition, template, officer, now));
        await session.SaveChangesAsync(cancel);
        return id;
    }
}
