using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Releases;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>A federation asks for sectors. One of its unions lets its members say where they work; the other adopts the template as it is.</summary>
public sealed class A_template_answered_in_a_unions_words(PostgresFixture postgres)
{
    private const string Words = """
        [{ "code": "saintLuc", "label": { "en": "Saint-Luc hospital", "fr": "Hôpital Saint-Luc", "es": "Hospital Saint-Luc" }, "is": "care" },
         { "code": "lakeHome", "label": { "en": "The home at the lake", "fr": "La maison du lac", "es": "La residencia del lago" }, "is": "care" },
         { "code": "gareShop", "label": { "en": "The shop in the station", "fr": "La boutique de la gare", "es": "La tienda de la estación" }, "is": "retail" }]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reaches_the_federation_s_mirror_and_sum_in_the_template_s_words_alone()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var wordy = await RunningNode.Start(postgres, "Union A");
        await using var plain = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, wordy, plain];
        await fnt.PublishTemplate();
        await fnt.AffiliateWithTemplate(wordy, all);
        await fnt.AffiliateWithTemplate(plain, all);
        var campaign = await AdoptWithWords(wordy);
        var card = await wordy.Card(campaign);
        var template = Assert.Single(await fnt.Services.GetRequiredService<ITemplates>().All(Cancel));
        Assert.Equal(template.Id, card.Template);

        // Nobody says "care" or "retail" here. Eight and six are two workplaces of fewer than ten, and one sector of fourteen.
        using var ana = await wordy.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", [.. Answers("saintLuc")]);
        Assert.Contains("Health and care", ana.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        foreach (var (word, people) in new[] { ("saintLuc", 7), ("lakeHome", 6), ("gareShop", 11) })
        {
            var (rows, refusal) = ContributionRules.FromForm(card.Schema, Answers(word).ToDictionary(), new DateOnly(2026, 11, 24));
            Assert.Null(refusal);
            for (var i = 0; i < people; i++)
            {
                await wordy.Give(card, rows!);
            }
        }

        var path = await wordy.Release();
        var other = await plain.AdoptAndOpen();
        await plain.Contribute(other, 12, "care", "north");
        await plain.Contribute(other, 13, "retail", "north");
        await plain.Release();

        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Count(mirror => mirror.Current is not null) == 2, "both releases are mirrored", all);
        var held = (await fnt.Mirrors()).Single(mirror => mirror.Host == wordy.Host());
        var mirror = (await fnt.Services.GetRequiredService<ReleaseFiles>().Table(held.Host, held.Current!.TableSha256, Cancel))!;
        Assert.Equal((await wordy.Table(path)).Sha256(), mirror.Sha256());
        Assert.Equal((14, 11), (mirror.Find(["care", "north", null])!.Persons, mirror.Find(["retail", "north", null])!.Persons));
        var sum = await fnt.Table(await fnt.Release());
        Assert.Equal((26, 24, 2), (sum.Find(["care", "north", null])!.Persons, sum.Find(["retail", "north", null])!.Persons, sum.Find(["care", "north", null])!.Sources));
        Assert.Equal(template.Schema.Fields[0].Choices.Select(choice => (choice.Code, choice.Label)), mirror.Dimensions[0].Codes.Select(code => (code.Code, code.Label)));
        Assert.Equal(mirror.Dimensions[0].Codes, sum.Dimensions[0].Codes);

        // Where people work leaves their union in no file, and in none of what was sent.
        using var member = await fnt.SignedIn("mia");
        await member.Open($"/mirrors/{held.Id}");
        Assert.Contains("Health and care", member.Text, StringComparison.Ordinal);
        string[] seen = [Encoding.UTF8.GetString(mirror.Bytes()), Encoding.UTF8.GetString(sum.Bytes()), held.Current.Document, member.Text];
        foreach (var word in card.Schema.Fields[0].Words!.SelectMany(word => new[] { word.Code, word.Label.En, word.Label.Fr, word.Label.Es }))
        {
            Assert.All(seen, text => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(0L, await wordy.Scalar($"select count(*) from node.outbox where convert_from(body, 'UTF8') ilike '%{word}%'"));
        }
    }

    // As an officer does: adopt with changes, the words added to what the template asks.
    private static async Task<string> AdoptWithWords(RunningNode union)
    {
        using var officer = await union.SignedIn("olga", Roles.Officer);
        await officer.Open("/templates");
        await officer.Open(officer.Page.QuerySelector("a[href*='template=']")!.GetAttribute("href")!);
        var definition = JsonNode.Parse(officer.Page.QuerySelector("textarea")!.TextContent)!;
        definition["schema"]!["fields"]![0]!["words"] = JsonNode.Parse(Words);
        await officer.Submit("/campaigns", ("definition", definition.ToJsonString()));
        return await union.OpenDrafted(officer);
    }

    private static IEnumerable<(string Name, string Value)> Answers(string sector) =>
        [("sector", sector), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2400"), ("missedBreaks", "1"), ("eveningMinutes", "60"), ("weekendMinutes", "0")];
}
