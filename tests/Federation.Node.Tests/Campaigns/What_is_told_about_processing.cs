using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Members;

namespace Federation.Node.Tests.Campaigns;

public sealed class What_is_told_about_processing(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_the_record_that_the_law_asks_for_made_from_the_campaigns()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var steward = await node.SignedIn("stan", Roles.Steward);
        await steward.Open("/processing");
        Assert.Contains("12 months after the campaign is closed", steward.Text, StringComparison.Ordinal);
        var record = JsonNode.Parse(await steward.Http.GetStringAsync("/processing.json", Cancel))!["processing"]![0]!;
        Assert.Equal(campaign.Split('/')[^1], (string?)record["id"]);
        Assert.All(["controller", "purpose", "legalBasis", "dataSubjects", "personalData", "recipients", "thirdCountries", "erasure", "security"],
            name => Assert.False(string.IsNullOrWhiteSpace((string?)record[name]), name));
        Assert.Contains("Minutes worked", (string?)record["personalData"], StringComparison.Ordinal);

        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(campaign);
        await officer.Submit(campaign + "/close");
        await steward.Open("/processing");
        Assert.DoesNotContain("12 months after the campaign is closed", steward.Text, StringComparison.Ordinal); // the day itself
    }

    [Theory, InlineData("en", "at least 10 people"), InlineData("fr", "au moins 10 personnes"), InlineData("es", "al menos a 10 personas")]
    public async Task Is_also_the_draft_of_an_impact_assessment(string language, string words)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open($"{campaign}/impact-assessment?lang={language}");
        Assert.Contains(words, officer.Text, StringComparison.Ordinal);
        Assert.Contains("Answer 3", officer.Text, StringComparison.Ordinal);
        Assert.Contains("3 / 4", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_for_those_who_answer_for_it()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/processing");
        Assert.Equal(HttpStatusCode.Forbidden, ana.Status);
    }
}
