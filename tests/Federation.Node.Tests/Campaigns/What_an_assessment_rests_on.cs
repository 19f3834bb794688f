using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.Assessments;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Campaigns;

public sealed class What_an_assessment_rests_on(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stands_beside_the_answers_as_it_is_now_and_is_kept_as_it_was()
    {
        await using var node = await RunningNode.Start(postgres);
        using var olga = await node.SignedIn("olga", Roles.Officer);
        await olga.Open("/campaigns");
        await olga.Submit("/campaigns");
        Assert.Contains("Accounts in use: 1. May run campaigns: 1; sign off: 0", olga.Page.QuerySelector("#checking")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("never tried", olga.Page.QuerySelector("#mitigation")!.TextContent, StringComparison.Ordinal);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign);
        Assert.Contains("Accounts in use: 1.", ana.Text, StringComparison.Ordinal); // when it was answered, the steward had not come yet
        Assert.Contains("contacted no other computer", ana.Text, StringComparison.Ordinal);
        Assert.Equal(7, ana.Page.QuerySelectorAll("main h3").Length); // the seven questions
        await ana.Open(campaign + "/consent");
        Assert.NotNull(ana.Page.QuerySelector($"main a[href='{campaign}']"));
        await ana.Open(campaign + "/assessments");
        Assert.Contains("Accounts in use: 3. May run campaigns: 1; sign off: 1; administer: 0", ana.Page.QuerySelector("#evidence")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_hosts_requests_backups_and_checks_with_their_dates()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var other = await RunningNode.Start(postgres, "Union B");
        await node.Befriend(other);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        await ana.Submit("/account/export", ("current", RunningNode.Password));
        await ana.Open("/account");
        await ana.Submit("/account/erasure", ("current", RunningNode.Password));
        var log = node.Services.GetRequiredService<UpkeepLog>();
        await log.Add(UpkeepLog.Backup, Cancel);
        await log.Add(UpkeepLog.Check, Cancel, ("versions", 3), ("blobs", 4), ("read", 1), ("faults", 0));
        using var ben = await node.SignedIn("ben");
        await ben.Open(campaign + "/assessments");
        var known = ben.Page.QuerySelector("#evidence")!.TextContent;
        Assert.Contains("since 24 November 2026: 1. With the number of connections: " + other.Host(), known, StringComparison.Ordinal);
        Assert.Contains("Taken in a year: 1, the last on 24 November 2026", known, StringComparison.Ordinal);
        Assert.Contains("Erasures asked for and not done yet: 1, the oldest since 24 November 2026", known, StringComparison.Ordinal);
        Assert.Contains("The last backup of the database was written on 24 November 2026", known, StringComparison.Ordinal);
        Assert.Contains("Signed versions: 3; files of documents: 4, read to the last byte; faults: 0", known, StringComparison.Ordinal);
        Assert.Contains("never tried", known, StringComparison.Ordinal);
        Assert.Contains("No legal hold is in force", known, StringComparison.Ordinal);
        Assert.Contains("fewer than 10 people", known, StringComparison.Ordinal);

        await log.Add(UpkeepLog.Rehearsal, Cancel, ("events", 812), ("versions", 2), ("faults", 0));
        await ben.Open(campaign + "/assessments");
        Assert.Contains("On 24 November 2026 a backup was restored for trial. Events: 812; signed versions: 2; faults: 0", ben.Page.QuerySelector("#evidence")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speaks_to_sub_sections_and_questions_that_there_are_in_three_languages()
    {
        await using var node = await RunningNode.Start(postgres);
        var card = await node.Card(await node.OpenCampaign());
        var shelf = node.Services.GetRequiredService<EvidenceShelf>();
        var facts = await shelf.Now((await node.Services.GetRequiredService<CampaignDesk>().Load(card.Id, Cancel))!, Cancel);
        var known = Assessment.Sections.Select(section => section.Name).Concat(Enumerable.Range(1, 7).Select(number => $"question-{number}")).ToHashSet();
        Assert.All(facts, fact =>
        {
            Assert.NotEmpty(fact.SpeaksTo);
            Assert.All(fact.SpeaksTo, each => Assert.Contains(each, known));
            var sentence = shelf.Sentence(fact);
            Assert.Equal(3, new[] { sentence.En, sentence.Fr, sentence.Es }.Distinct().Count());
        });
        Assert.Equal(facts.Count, facts.Select(fact => fact.Name).Distinct().Count());
        Assert.Equal("room.gone: figure 3", shelf.Sentence(new Fact("room.gone", [], null, new Dictionary<string, long> { ["figure"] = 3 })).En);
    }

    [Fact]
    public async Task Is_exported_with_the_answers_and_the_scores_of_all_assessments()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var olga = await node.SignedIn("olga", Roles.Officer);
        await olga.AssessAgain(campaign, protection: 1, minimise: 4);
        var json = JsonNode.Parse(await olga.Http.GetStringAsync(campaign + "/assessment.json", Cancel))!;
        Assert.Equal("federation-assessment/1", (string?)json["format"]);
        Assert.Equal((2, "protection"), ((int)json["number"]!, (string?)json["pausedBy"]));
        var sections = json["sections"]!.AsArray().ToDictionary(section => (string)section!["name"]!, section => section!);
        Assert.Equal(12, sections.Count);
        Assert.Equal((1, -2, "level"), ((int)sections["protection"]["score"]!, (int)sections["protection"]["change"]!, (string)sections["protection"]["kind"]!));
        Assert.Equal([false, true, false, false, false], sections["protection"]["items"]!.AsArray().Select(item => (bool)item!["chosen"]!));
        Assert.Equal([1, 3], json["history"]!.AsArray().Select(past => (int)past!["scores"]!["protection"]!));
        var roles = json["evidence"]!.AsArray().Single(fact => (string)fact!["name"]! == "members.roles")!;
        Assert.Equal((2, 1), ((int)roles["figures"]!["accounts"]!, (int)roles["figures"]!["stewards"]!));
        Assert.Contains("Comptes en service", (string)roles["sentence"]!["fr"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("olga", json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("en", "To the next level", "Likelihood (1-5)"), InlineData("fr", "Vers le niveau suivant", "Probabilité (1-5)"), InlineData("es", "Hacia el nivel siguiente", "Probabilidad (1-5)")]
    public async Task Is_printed_with_advice_for_the_next_level_and_an_empty_risk_register(string language, string advice, string column)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open($"{campaign}/assessment?lang={language}");
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        var minimise = ana.Page.QuerySelector("#minimise")!;
        Assert.Equal((4, 0), (minimise.TextContent.Count(mark => mark == '☑'), minimise.QuerySelectorAll(".advice").Length)); // 4 of 4: nothing to advise
        Assert.Contains(advice, ana.Page.QuerySelector("#protection")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(8, ana.Page.QuerySelectorAll("#risks th").Length);
        Assert.Contains(column, ana.Text, StringComparison.Ordinal);
        Assert.NotEmpty(ana.Page.QuerySelectorAll("#checking .evidence"));
    }

    [Fact]
    public async Task Is_not_there_before_anything_was_answered()
    {
        await using var node = await RunningNode.Start(postgres);
        using var olga = await node.SignedIn("olga", Roles.Officer);
        await olga.Open("/campaigns");
        await olga.Submit("/campaigns");
        var campaign = olga.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await olga.Open(campaign + "/assessment");
        Assert.Equal(HttpStatusCode.NotFound, olga.Status);
        await olga.Open(campaign + "/assessments");
        Assert.Contains("not assessed yet", olga.Text, StringComparison.Ordinal);
    }
}
