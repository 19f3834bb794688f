using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Contributions.Daily;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Federation.Node.Tests.Members;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.Daily;

/// <summary>Three questions a day, from the phone to a released table. The clock begins on Tuesday, 24 November 2026, in week 48.</summary>
public sealed class A_campaign_that_asks_each_day(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_answered_day_by_day_and_kept_as_the_sum_of_a_week()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using (var ana = await node.Agreeing(campaign, "ana"))
        {
            await ana.Open(campaign);
            Assert.NotNull(ana.Page.QuerySelector($"a[href='{campaign}/today']"));
            Assert.Contains("How stressful was the day? (1 not at all, 5 very) (each day; only the week's sum)", ana.Text, StringComparison.Ordinal);
            await ana.Open(campaign + "/contribute");
            Assert.NotNull(ana.Page.QuerySelector($"a[href='{campaign}/today']"));
            Assert.Empty(ana.Page.QuerySelectorAll("main form")); // no sums of weeks by hand or from a file
            await Answers(ana, campaign, "", 3, 0, 20);
            Assert.Contains("This day is kept", ana.Text, StringComparison.Ordinal);
            Assert.Contains("Answered this week: 1 of 7 days.", ana.Text, StringComparison.Ordinal);
            Assert.Equal(["24 November 2026", "3", "No", "20", "North site"], Cells(ana, "Your days"));

            // The same day once more replaces it, the day before is another.
            await Answers(ana, campaign, "2026-11-24", 5, 1, 30);
            await Answers(ana, campaign, "2026-11-23", 4, 0, 0);
            Assert.Contains("Answered this week: 2 of 7 days.", ana.Text, StringComparison.Ordinal);
            Assert.Equal(["2026-W48 (can still change)", "2", "4.50", "50.0 %", "0 h 15"], Cells(ana, "Your weeks"));
            Assert.Empty(await Rows(node, campaign));
        }

        node.Clock.Advance(TimeSpan.FromDays(3)); // Friday
        using (var ana = await node.SignedIn("ana"))
        {
            await ana.Open(campaign + "/today?day=2026-11-24");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
            Assert.Contains("Only the days from 25 November 2026 to 27 November 2026 can be answered or corrected now.", ana.Text, StringComparison.Ordinal);
            await Answers(ana, campaign, "2026-11-26", 2, 1, 0, site: "south");
        }

        node.Clock.Advance(TimeSpan.FromDays(5)); // Wednesday of the next week: nothing of this one can change, but it still waits
        await Round(node);
        Assert.Equal((1, 0), (await node.Count("node.waiting_week"), (await Rows(node, campaign)).Count));
        node.Clock.Advance(TimeSpan.FromDays(1));
        await Round(node);
        await Round(node); // twice does no harm
        Assert.Equal(0, await node.Count("node.waiting_week"));
        var row = Assert.Single(await Rows(node, campaign));
        Assert.Equal(("2026-W48", "south", 367L, 6667L, 10L), (row.Dimensions["week"], row.Dimensions["site"], row.Measures["meanStress"], row.Measures["daysWithoutBreak"], row.Measures["meanOvertime"]));
        var given = Assert.Single(await node.Services.GetRequiredService<ContributionViews>().Givings(DatasetSteps.IdOf(campaign), await Id(node, "ana"), Cancel)); // of single days nothing is left in the history
        Assert.Equal(("daily", 11L, 3L), (given.Source, given.Rows.Rows[0].Measures["stress"], given.Rows.Rows[0].Measures["days"]));
        using (var ana = await node.SignedIn("ana"))
        {
            await ana.Open("/contributions");
            Assert.Equal(["2026-W48", "3", "3.67", "66.7 %", "0 h 10"], Cells(ana, "Your weeks"));
            Assert.Contains("How stressful was the day? (1 not at all, 5 very): sum of the days", ana.Text, StringComparison.Ordinal);
            await ana.Open(campaign + "/today");
            Assert.Equal("south", ana.Page.QuerySelector("#site option[selected]")!.GetAttribute("value")); // remembered
        }
    }

    [Fact]
    public async Task Takes_nothing_that_does_not_fit_and_says_so_in_the_members_language()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var stranger = await node.SignedIn("ben");
        await stranger.Open(campaign + "/today");
        Assert.Equal(HttpStatusCode.Conflict, stranger.Status);
        Assert.Contains("You have not agreed to this campaign", stranger.Text, StringComparison.Ordinal);
        Assert.Empty(stranger.Page.QuerySelectorAll("main form"));

        using var ana = await node.Agreeing(campaign, "ana");
        ana.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        await ana.Open(campaign + "/today");
        foreach (var (day, stress, site, field) in new[] { ("2026-11-24", "6", "north", "stress"), ("2026-11-24", "", "north", "stress"), ("2026-11-24", "3", "", "site"), ("2026-11-21", "3", "north", "for-day"), ("2026-11-25", "3", "north", "for-day"), ("", "3", "north", "for-day") })
        {
            await ana.Open(campaign + "/today");
            await ana.Submit(campaign + "/today", ("for-day", day), ("stress", stress), ("missedBreak", "1"), ("overtime", "44"), ("site", site));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
            Assert.Equal("#" + field, ana.Page.QuerySelector(".refusal a")!.GetAttribute("href"));
            Assert.NotNull(ana.Page.QuerySelector("#" + field));
            Assert.Equal("44", ana.Page.QuerySelector("#overtime")!.GetAttribute("value"));
        }

        Assert.Contains("Seuls les jours du 22 novembre 2026 au 24 novembre 2026", ana.Text, StringComparison.Ordinal);
        Assert.Equal(0, await node.Count("node.waiting_week"));

        // Sums of weeks come no other way.
        var post = ana.Page.QuerySelector($"form[action='{campaign}/today']");
        Assert.NotNull(post);
        await ana.Replay(campaign + "/today", campaign + "/contribute");
        Assert.Equal(HttpStatusCode.Conflict, ana.Status);
        Assert.Contains("Cette campagne interroge jour après jour", ana.Text, StringComparison.Ordinal);
        foreach (var other in new[] { "/sheet", "/import", "/paid-hours" })
        {
            await ana.Open(campaign + "/today");
            await ana.Replay(campaign + "/today", campaign + other);
            Assert.True((int)ana.Status >= 400, other);
        }

        Assert.Equal(0, await node.Count("node.import_draft"));
        Assert.Empty(await Rows(node, campaign));
        using var working = await node.SignedIn("olga", Roles.Officer);
        var weekly = await node.OpenCampaign();
        await working.Open(weekly + "/today");
        Assert.Equal(HttpStatusCode.NotFound, working.Status);
    }

    [Fact]
    public async Task Is_read_by_programs_and_taken_along()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var ana = await node.Agreeing(campaign, "ana");
        await Answers(ana, campaign, "", 4, 1, 25);
        ana.Http.DefaultRequestHeaders.Accept.Clear();
        ana.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var own = JsonNode.Parse(await ana.Http.GetStringAsync(campaign + "/today", Cancel))!;
        Assert.Equal(["2026-11-24", "2026-11-23", "2026-11-22"], own["open"]!.AsArray().Select(day => day!.ToString()));
        Assert.Equal(("2026-11-24", 4, "north"), (own["days"]![0]!["day"]!.ToString(), (int)own["days"]![0]!["answers"]!["stress"]!, own["days"]![0]!["answers"]!["site"]!.ToString()));
        Assert.Equal((true, 400), ((bool)own["weeks"]![0]!["runs"]!, (int)own["weeks"]![0]!["figures"]!["meanStress"]!));
        await ana.Submit(campaign + "/today", ("for-day", "2026-11-01"), ("stress", "4"), ("missedBreak", "1"), ("overtime", "0"), ("site", "north"));
        Assert.Equal("contributions.day-not-open", JsonNode.Parse(await ana.Answer.Content.ReadAsStringAsync(Cancel))!["code"]!.ToString());

        ana.Http.DefaultRequestHeaders.Accept.Clear();
        ana.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        await ana.Open("/account");
        await ana.Submit("/account/export", ("current", RunningNode.Password));
        using var archive = new ZipArchive(await ana.Answer.Content.ReadAsStreamAsync(Cancel));
        var days = (await JsonNode.ParseAsync(archive.GetEntry("daily-answers.json")!.Open(), cancellationToken: Cancel))!;
        Assert.Equal(25, (int)days[0]!["days"]![0]!["answers"]!["overtime"]!);
    }

    [Fact]
    public async Task Loses_no_answer_and_counts_none_twice_when_several_are_sent_at_once_to_two_replicas_and_both_add_up()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var ana = await node.Agreeing(campaign, "ana");
        using var phone = new Visitor(replica.Origin);
        await phone.SignIn("ana", RunningNode.Password);
        await Task.WhenAll(Answers(ana, campaign, "2026-11-24", 5, 1, 0), Answers(phone, campaign, "2026-11-24", 5, 0, 0));
        await Task.WhenAll(Answers(ana, campaign, "2026-11-23", 2, 0, 0), Answers(phone, campaign, "2026-11-22", 1, 0, 0));
        Assert.Equal(2, await node.Count("node.waiting_week"));
        await ana.Open(campaign + "/today");
        Assert.Contains("Answered this week: 2 of 7 days.", ana.Text, StringComparison.Ordinal);
        node.Clock.Advance(TimeSpan.FromDays(9));
        await Task.WhenAll(Round(node), Round(replica), Round(node), Round(replica));
        Assert.Equal(0, await node.Count("node.waiting_week"));
        Assert.Equal([("2026-W47", 100L), ("2026-W48", 350L)], (await Rows(node, campaign)).Select(row => (row.Dimensions["week"], row.Measures["meanStress"])).Order());
        Assert.Single(await node.Services.GetRequiredService<ContributionViews>().Givings(DatasetSteps.IdOf(campaign), await Id(node, "ana"), Cancel));
    }

    [Fact]
    public async Task Adds_up_what_was_answered_before_it_was_closed()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var ana = await node.Agreeing(campaign, "ana");
        await Answers(ana, campaign, "", 4, 0, 0);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(campaign);
        await officer.Submit(campaign + "/close");
        await ana.Open(campaign + "/today");
        Assert.Equal(HttpStatusCode.Conflict, ana.Status);
        Assert.Contains("This campaign takes no contributions now", ana.Text, StringComparison.Ordinal);
        await ana.Open("/contributions");
        Assert.Equal(["24 November 2026", "4", "No", "0", "North site"], Cells(ana, "Your days"));
        node.Clock.Advance(TimeSpan.FromDays(9));
        await Round(node);
        Assert.Equal(400, Assert.Single(await Rows(node, campaign)).Measures["meanStress"]);
    }

    [Fact]
    public async Task Keeps_the_sum_of_a_week_that_was_added_up_though_the_clock_is_set_back()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var ana = await node.Agreeing(campaign, "ana");
        await Answers(ana, campaign, "", 4, 0, 0);
        await ana.Open(campaign + "/today"); // a page that is left open
        var tuesday = node.Clock.GetUtcNow();
        node.Clock.Advance(TimeSpan.FromDays(9));
        await Round(node);
        Assert.Equal(400, Assert.Single(await Rows(node, campaign)).Measures["meanStress"]);

        node.Clock.AdjustTime(tuesday.AddMinutes(1));
        await ana.Submit(campaign + "/today", ("stress", "1"), ("missedBreak", "1"), ("overtime", "0"), ("site", "north"));
        Assert.Equal(HttpStatusCode.Conflict, ana.Status);
        Assert.Contains("The days of week 2026-W48 were added up already", ana.Text, StringComparison.Ordinal);
        Assert.Equal(0, await node.Count("node.waiting_week"));
        await Answers(ana, campaign, "2026-11-22", 2, 0, 0); // of the week before, which was not

        // An answer that another replica took at the same moment goes without a trace.
        var consent = (await node.Services.GetRequiredService<IConsents>().Active(DatasetSteps.IdOf(campaign), await Id(node, "ana"), Cancel))!.ConsentId;
        await node.Services.GetRequiredService<DayAnswers>().Keep(consent, DatasetSteps.IdOf(campaign), new DateOnly(2026, 11, 24), new(
            new Dictionary<string, string> { ["site"] = "north" }, new Dictionary<string, long> { ["stress"] = 1, ["missedBreak"] = 1, ["overtime"] = 0 }), Cancel);
        node.Clock.Advance(TimeSpan.FromDays(9));
        await Round(node);
        await Round(node);
        Assert.Equal(0, await node.Count("node.waiting_week"));
        Assert.Equal([("2026-W47", 200L), ("2026-W48", 400L)], (await Rows(node, campaign)).Select(row => (row.Dimensions["week"], row.Measures["meanStress"])).Order());
        Assert.Equal(2, (await node.Services.GetRequiredService<ContributionViews>().Givings(DatasetSteps.IdOf(campaign), await Id(node, "ana"), Cancel)).Count);
    }

    [Fact]
    public async Task Destroys_the_days_of_who_withdraws_or_is_erased_and_lets_nobody_read_one()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain.Replace("\"maximum\": 480,\n        \"daily\"", "\"maximum\": 987654321,\n        \"daily\"", StringComparison.Ordinal));
        using var ana = await node.Agreeing(campaign, "ana");
        using var ben = await node.Agreeing(campaign, "ben");
        foreach (var member in new[] { ana, ben })
        {
            await Answers(member, campaign, "", 5, 1, 123454321);
            await Answers(member, campaign, "2026-11-23", 1, 0, 1);
        }

        Assert.Contains("123454321", ana.Text, StringComparison.Ordinal);
        Assert.Equal(["campaign.opened"], await new Canaries(["123454321", "campaign.opened"]).InTables(node));
        var consent = (await node.Services.GetRequiredService<IConsents>().Active(DatasetSteps.IdOf(campaign), await Id(node, "ana"), Cancel))!.ConsentId;
        var days = node.Services.GetRequiredService<DayAnswers>();
        Assert.Equal(2, (await days.Of(consent, Cancel)).Count);
        await ana.Open("/consents");
        await ana.Submit($"/consents/{consent}/withdraw");
        Assert.Empty(await days.Of(consent, Cancel)); // at once: the key is gone
        await Assert.ThrowsAsync<SubjectErasedException>(() => days.Keep(consent, DatasetSteps.IdOf(campaign), new DateOnly(2026, 11, 24), new(new Dictionary<string, string>(), new Dictionary<string, long>()), Cancel));
        Assert.Equal(2, await node.Count("node.waiting_week"));
        await Round(node);
        Assert.Equal(1, await node.Count("node.waiting_week")); // and the rows with the next round

        await A_member_to_be_erased.Erase(node, await Id(node, "ben"));
        await A_member_to_be_erased.Until(async () => (await node.Services.GetRequiredService<IConsents>().AllActive(DatasetSteps.IdOf(campaign), Cancel)).Count == 0);
        await Round(node);
        Assert.Equal(0, await node.Count("node.waiting_week"));
        Assert.Empty(await Rows(node, campaign));
    }

    [Fact]
    public async Task Keeps_in_the_open_that_a_week_was_answered_and_not_which_of_its_days()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var ana = await node.Agreeing(campaign, "ana");
        await Answers(ana, campaign, "2026-11-23", 3, 0, 0);
        await Answers(ana, campaign, "2026-11-24", 4, 0, 0);
        await Answers(ana, campaign, "2026-11-23", 5, 0, 0); // corrected: the first answer is nowhere
        Assert.Equal(["2026-W48"], await new Canaries(["2026-11-23", "2026-W48"]).InTables(node));
        Assert.Equal(0, await node.Count("node.waiting_week as row where row::text like '%-11-%'")); // of the 24th too, on which much else happened
        Assert.Equal(1, await node.Count("node.waiting_week where cardinality(boxes) = 2"));
        Assert.Equal(["24 November 2026", "4", "No", "0", "North site"], Cells(ana, "Your days"));
        Assert.Equal(["2026-W48 (can still change)", "2", "4.50", "0.0 %", "0 h 00"], Cells(ana, "Your weeks"));
    }

    [Fact]
    public async Task Takes_over_what_waited_day_by_day_at_an_upgrade()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.DailyStrain);
        using var ana = await node.Agreeing(campaign, "ana");
        foreach (var (day, stress) in new[] { ("2026-11-22", 1), ("2026-11-23", 3), ("2026-11-24", 5) })
        {
            await Answers(ana, campaign, day, stress, 0, 0);
        }

        await node.Run("""
            create table node.day_answer (consent_id uuid not null, day date not null, campaign_id uuid not null, box bytea not null, primary key (consent_id, day));
            insert into node.day_answer select consent_id, date '2026-11-22', campaign_id, boxes[1] from node.waiting_week where week = '2026-W47';
            insert into node.day_answer select consent_id, date '2026-11-23', campaign_id, boxes[1] from node.waiting_week where week = '2026-W48';
            insert into node.day_answer select consent_id, date '2026-11-24', campaign_id, boxes[2] from node.waiting_week where week = '2026-W48';
            delete from node.waiting_week;
            """);
        await using var upgraded = await node.StartReplica();
        Assert.Equal(0, await node.Count("pg_tables where tablename = 'day_answer'"));
        await Answers(ana, campaign, "2026-11-23", 4, 0, 0);
        Assert.Equal(2, await node.Count("node.waiting_week"));
        node.Clock.Advance(TimeSpan.FromDays(9));
        await Round(upgraded);
        Assert.Equal([("2026-W47", 100L), ("2026-W48", 450L)], (await Rows(node, campaign)).Select(row => (row.Dimensions["week"], row.Measures["meanStress"])).Order());
    }

    private static async Task Answers(Visitor member, string campaign, string day, int stress, int missed, int overtime, string site = "north")
    {
        await member.Open(campaign + "/today" + (day.Length == 0 ? "" : "?day=" + day));
        Assert.Equal(HttpStatusCode.OK, member.Status);
        await member.Submit(campaign + "/today", ("stress", Said(stress)), ("missedBreak", Said(missed)), ("overtime", Said(overtime)), ("site", site));
        Assert.Equal(HttpStatusCode.OK, member.Status);

        static string Said(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    // The first line of the table with a caption.
    private static IEnumerable<string> Cells(Visitor reader, string caption) => reader.Page.QuerySelectorAll("table").First(table => table.QuerySelector("caption")!.TextContent == caption)
        .QuerySelector("tbody tr")!.Children.Select(cell => cell.TextContent.Trim());

    private static Task Round(RunningNode node) => node.Services.GetRequiredService<DailyRound>().Run(Cancel);

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) => node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);

    private static async Task<Guid> Id(RunningNode node, string name) => (await node.Services.GetRequiredService<MemberDesk>().FindByName(name, Cancel))!.Value; // they are there
}
