using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Datasets;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>A campaign with people in it, as far as tests of tables need it. The crowd answers through the rooms' desks: their pages have tests of their own.</summary>
internal static class DatasetSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>So many members agree and give one week each.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyList<Guid>> Contribute(
        this RunningNode node, string campaign, int people, string sector, string region, long minutes = 2400, string week = "2026-W45")
    {
        var card = await node.Card(campaign);
        var members = new List<Guid>();
        for (var i = 0; i < people; i++)
        {
            var row = new ContributedRow(
                new Dictionary<string, string> { ["sector"] = sector, ["region"] = region, ["week"] = week },
                new Dictionary<string, long> { ["workedMinutes"] = minutes + i, ["missedBreaks"] = 1, ["eveningMinutes"] = 60, ["weekendMinutes"] = 0 });
            members.Add(await node.Give(card, new ContributedRows([row])));
        }

        return members;
    }

    /// <summary>Somebody new agrees and gives these rows.</summary>
    /// <returns>Their id.</returns>
    public static async Task<Guid> Give(this RunningNode node, CampaignCard card, ContributedRows rows, string source = "form")
    {
        var (services, member) = (node.Services, Guid.CreateVersion7(node.Clock.GetUtcNow()));
        await services.GetRequiredService<KeyVault>().CreateKey(new SubjectId(member), null, Cancel);
        Assert.Null(await services.GetRequiredService<ConsentDesk>().Answer(card, member, 0, card.Notices["en"].Sha256, true, Cancel));
        var consent = (await services.GetRequiredService<IConsents>().Active(card.Id, member, Cancel))!;
        await services.GetRequiredService<ContributionDesk>().Keep(consent, rows, source, Cancel);
        return member;
    }

    /// <summary>A campaign by the path of its page.</summary>
    public static async Task<CampaignCard> Card(this RunningNode node, string campaign) => (await node.Services.GetRequiredService<ICampaigns>().Find(IdOf(campaign), Cancel))!;

    public static Guid IdOf(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    /// <summary>An officer proposes the first table the page offers: a campaign's, or at a federation a template's roll-up.</summary>
    /// <returns>The path of its page.</returns>
    public static async Task<string> Propose(this Visitor officer)
    {
        await officer.Open("/releases");
        await officer.Submit("/releases/propose");
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    /// <summary>The way from contributions to a signed release, by two people on the pages.</summary>
    public static async Task<string> Release(this RunningNode node)
    {
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.Propose();
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        Assert.Contains("published", steward.Text, StringComparison.Ordinal);
        return path;
    }

    public static Task<Dataset?> Dataset(this RunningNode node, string path) => node.Services.GetRequiredService<DatasetDesk>().Load(IdOf(path), Cancel);
}
