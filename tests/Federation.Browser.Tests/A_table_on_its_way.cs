using Federation.Node.Campaigns;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Members;
using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Browser.Tests;

/// <summary>From a union's contributions to a federation's total, and back when somebody withdraws.</summary>
public sealed class A_table_on_its_way(A_table_on_its_way.Federation nodes, Chromium chromium) : IClassFixture<A_table_on_its_way.Federation>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Is_proposed_signed_read_added_up_and_corrected(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        var (union, fnt) = (nodes.Union, nodes.Fnt);
        var campaign = await union.AdoptAndOpen();
        await union.Contribute(campaign, 21, "care", "north"); // and Ana
        await union.Contribute(campaign, 24, "care", "south", 2250);
        await union.Contribute(campaign, 25, "retail", "north", 1980);
        await union.Contribute(campaign, 22, "retail", "south", 2100);
        await union.Contribute(campaign, 23, "logistics", "north", 2700);
        await union.Contribute(campaign, 3, "logistics", "south", 2600);
        await using var ana = await Person.SignedIn(union, chromium, way, $"ana-{way}");
        await Give(ana, campaign);

        await using var olga = await Person.SignedIn(union, chromium, way, $"olga-{way}", Roles.Officer);
        await olga.Follow("/releases");
        await olga.Picture("tables-to-propose");
        await olga.Press($"form:has(input[value='{campaign.Split('/')[2]}']) button");
        var release = olga.Path;
        Assert.True(olga.Status == 200, await olga.Text());
        await using var stan = await Person.SignedIn(union, chromium, way, $"stan-{way}", Roles.Steward);
        await stan.Follow("/releases");
        await stan.Follow(release);
        await stan.Picture("table-to-sign");
        await stan.Send(release + "/sign");
        await IsShown(stan);
        await stan.Picture("table");
        await ana.Follow("/releases");
        await ana.Picture("tables");
        await ana.Follow(release);
        await IsShown(ana);
        var persons = await ana.Page.InnerTextAsync("main tbody tr td.number");

        await Neighbours.Eventually(async () => (await Mirrors(fnt, release))?.Version == 1, "the table is mirrored", fnt, union);
        await using var fleur = await Person.SignedIn(fnt, chromium, way, $"fleur-{way}", Roles.Officer);
        await fleur.Follow("/mirrors");
        await fleur.Picture("mirrors");
        await fleur.Press("main section.card h2 a");
        await IsShown(fleur);
        await fleur.Picture("mirror");
        await fleur.Follow("/releases");
        await fleur.Press("form:has(input[name=template]) button");
        var rollUp = fleur.Path;
        await using var stella = await Person.SignedIn(fnt, chromium, way, $"stella-{way}", Roles.Steward);
        await stella.Open(rollUp);
        await stella.Send(rollUp + "/sign");
        await IsShown(stella);
        await stella.Picture("roll-up");

        await ana.Follow("/consents");
        var consent = (await ana.Page.GetAttributeAsync("form[action$='/withdraw']", "action"))![..^"/withdraw".Length]; // the form is there
        await ana.Send(consent + "/withdraw");
        await Neighbours.Eventually(async () => (await Mirrors(fnt, release))?.Version == 2, "the mirror is corrected", fnt, union);
        await Neighbours.Eventually(
            async () =>
            {
                await ana.Open(consent + "/holders");
                return await ana.Page.Locator("main .tag.good").CountAsync() == 1;
            },
            "the holder's answer is there", fnt, union);
        await ana.Picture("holders");
        await ana.Follow(release);
        await IsShown(ana);
        Assert.NotEqual(persons, await ana.Page.InnerTextAsync("main tbody tr td.number"));
        await ana.Picture("table-corrected");
    }

    // The chart and the figures it is made of.
    private static async Task IsShown(Person person)
    {
        Assert.True(await person.Page.Locator("main svg.chart").IsVisibleAsync());
        Assert.InRange(await person.Page.Locator("main svg.chart rect").CountAsync(), 2, 4);
        Assert.True(await person.Page.Locator("main table").First.IsVisibleAsync());
    }

    private static async Task Give(Person person, string campaign)
    {
        await person.Open(campaign + "/consent");
        await person.Press("[data-answer=agree]");
        await person.Open(campaign + "/contribute");
        foreach (var (field, value) in new[]
        {
            ("sector", "care"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2400"), ("missedBreaks", "1"), ("eveningMinutes", "60"),
            ("weekendMinutes", "0"),
        })
        {
            await person.Type(field, value);
        }

        await person.Send(campaign + "/contribute");
    }

    private static async Task<MirroredVersion?> Mirrors(RunningNode fnt, string release) =>
        (await fnt.Services.GetRequiredService<MirrorShelf>().All(Cancel))
            .FirstOrDefault(mirror => mirror.DatasetUrl.EndsWith(release.Split('/')[2], StringComparison.Ordinal))?.Current;

    /// <summary>A federation whose template a union has, and which follows the union's tables.</summary>
    public sealed class Federation(PostgresFixture postgres) : IAsyncLifetime
    {
        private RunningNode? fnt;
        private RunningNode? union;

        public RunningNode Fnt => fnt!; // started by InitializeAsync

        public RunningNode Union => union!; // started by InitializeAsync

        public async ValueTask InitializeAsync()
        {
            fnt = await RunningNode.Start(postgres, "National Federation of Trades");
            union = await RunningNode.Start(postgres, "Care Workers' Union");
            using (var officer = await fnt.SignedIn("fred", Roles.Officer))
            {
                await officer.Open("/templates");
                await officer.Submit("/templates");
            }

            await fnt.Befriend(union);
            await union.Befriend(fnt);
            await fnt.Follow(union, "statistics");
            await union.Follow(fnt, "templates");
            await Neighbours.Eventually(async () => (await union.Services.GetRequiredService<ITemplates>().All(Cancel)).Count == 1, "the template arrives", fnt, union);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var node in new[] { union, fnt })
            {
                if (node is not null)
                {
                    await node.DisposeAsync();
                }
            }
        }
    }
}
