using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Benchmarks;

/// <summary>
/// An open campaign about working hours that many members take part in, made by the rooms' own rules, keys and events; only that many people's come in one
/// transaction, which no page does.
/// </summary>
internal sealed class CrowdedCampaign
{
    /// <summary>Password of whoever signs in.</summary>
    public const string Password = "correct horse battery staple";

    private const int InOneTransaction = 100, AtOnce = 4;

    private readonly IServiceProvider services;

    private CrowdedCampaign(IServiceProvider services, CampaignCard card, Guid officer, Guid steward) =>
        (this.services, Card, Officer, Steward) = (services, card, officer, steward);

    public CampaignCard Card { get; }

    /// <summary>Signs in as <c>olga</c>.</summary>
    public Guid Officer { get; }

    /// <summary>Signs in as <c>stan</c>.</summary>
    public Guid Steward { get; }

    /// <summary>Takes a campaign the whole way until members can agree.</summary>
    /// <param name="services">Of the node.</param>
    /// <param name="choices">How many answers its fields <c>sector</c> and <c>region</c> have; null as the product ships them.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public static async Task<CrowdedCampaign> Open(IServiceProvider services, (int Sectors, int Regions)? choices, CancellationToken cancel)
    {
        var (officer, steward) = (await Add(services, "olga", Roles.Officer, cancel), await Add(services, "stan", Roles.Steward, cancel));
        return await Open(services, Definition(choices), officer, steward, cancel);
    }

    /// <summary>Opens another one of the same two people.</summary>
    /// <inheritdoc cref="Open(IServiceProvider, ValueTuple{int, int}?, CancellationToken)"/>
    public Task<CrowdedCampaign> Another((int Sectors, int Regions)? choices, CancellationToken cancel) => Open(services, Definition(choices), Officer, Steward, cancel);

    private static async Task<CrowdedCampaign> Open(IServiceProvider services, string definition, Guid officer, Guid steward, CancellationToken cancel)
    {
        var desk = services.GetRequiredService<CampaignDesk>();
        var (id, refusal) = await desk.Draft(definition, officer, cancel);
        Require(refusal);
        foreach (var rule in new Func<Campaign, DateTimeOffset, IReadOnlyList<string>, Decision>[]
        {
            (campaign, now, _) => CampaignRules.Answer(campaign, [.. GovernanceQuestions.All.Select(_ => "An answer.")], officer, now),
            (campaign, now, _) => CampaignRules.Assess(campaign, Assessment.Sections.ToDictionary(section => section.Name,
                IReadOnlyList<int> (section) => section.OneOf ? [3] : [.. Enumerable.Range(0, section.Items.Count)]), [], officer, now),
            (campaign, now, languages) => CampaignRules.Submit(campaign, languages, officer, now),
            (campaign, now, languages) => CampaignRules.Approve(campaign, languages, steward, now),
            (campaign, now, _) => CampaignRules.Open(campaign, officer, now),
        })
        {
            Require(await desk.Decide(id, rule, cancel));
        }

        return new(services, (await desk.Find(id, cancel))!, officer, steward); // just made
    }

    /// <summary>Makes an account that can sign in.</summary>
    public static async Task<Guid> Add(IServiceProvider services, string name, string? role, CancellationToken cancel)
    {
        var (id, refusal) = await services.GetRequiredService<MemberDesk>().Add(name, role is null ? [] : [role], Password, "benchmark", cancel);
        Require(refusal);
        return id;
    }

    /// <summary>Does something for each, some at once.</summary>
    public static Task ForEach<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> deed, CancellationToken cancel) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (each, stop) => await deed(each, stop));

    /// <summary>Members agree, and give figures under a key of each consent.</summary>
    /// <param name="members">Whose keys are there.</param>
    /// <param name="given">What the member of a number gives, one after another.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public Task Give(IReadOnlyList<Guid> members, Func<int, IReadOnlyList<ContributedRows>> given, CancellationToken cancel) =>
        ForEach(members.Index().Chunk(InOneTransaction), async (some, stop) =>
        {
            var (vault, notice, now) = (services.GetRequiredService<KeyVault>(), Card.Notices["en"].Sha256, TimeProvider.System.GetUtcNow());
            await using var session = services.GetRequiredService<IDocumentStore>().LightweightSession();
            foreach (var (number, member) in some)
            {
                var consent = Guid.CreateVersion7(now);
                using var key = await vault.NewKey(new SubjectId(consent), new SubjectId(member), stop);
                WrappedKeyTable.Insert(session, key.Row);
                session.Events.StartStream<Consent>(consent, new ConsentGiven(consent, Card.Id, member, 0, "en", notice, now));
                session.Events.StartStream<Contribution>(Contribution.IdOf(consent),
                    given(number).Select(rows => new ContributionGiven(consent, Card.Id, member, key.Seal(rows), "form", now)));
            }

            await session.SaveChangesAsync(stop);
        }, cancel);

    /// <summary>Says whether commits wait for the disk: they do for everything that is measured.</summary>
    public static async Task WaitForDisk(IServiceProvider services, bool waits, CancellationToken cancel)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        await source.Run($"alter system set synchronous_commit = {(waits ? "on" : "off")}", cancel);
        await source.Run("select pg_reload_conf()", cancel);
        await source.Run("checkpoint", cancel);
    }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static void Require(object? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException($"The benchmark cannot be set up: {refusal}");
        }
    }

    private static string Definition((int Sectors, int Regions)? choices)
    {
        if (choices is not ({ } sectors, { } regions))
        {
            return CampaignDefinitions.WorkingHours;
        }

        var definition = JsonNode.Parse(CampaignDefinitions.WorkingHours)!;
        definition["schema"]!["fields"]![0]!["choices"] = Choices("s", sectors);
        definition["schema"]!["fields"]![1]!["choices"] = Choices("r", regions);
        return definition.ToJsonString();
    }

    private static JsonNode? Choices(string letter, int count) => JsonSerializer.SerializeToNode(Enumerable.Range(0, count).Select(number =>
        new { code = $"{letter}{number}", label = new { en = $"{letter}{number}", fr = $"{letter}{number}", es = $"{letter}{number}" } }));
}
