using System.Net;
using Federation.Node.Campaigns;
using Federation.Node.Members;

namespace Federation.Node.Tests.Campaigns;

public sealed class A_campaign(PostgresFixture postgres)
{
    [Fact]
    public async Task Opens_after_a_steward_agreed()
    {
        await using var node = await RunningNode.Start(postgres);
        var path = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(path);
        Assert.Contains("Answer 7", ana.Text, StringComparison.Ordinal);
        Assert.NotNull(ana.Page.QuerySelector($"a[href='{path}/consent']"));
        Assert.Null(ana.Page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Is_not_approved_by_its_own_officer()
    {
        await using var node = await RunningNode.Start(postgres);
        using var both = await node.SignedIn("olga", Roles.Officer, Roles.Steward);
        var path = await both.PrepareCampaign();
        await both.Submit(path + "/submit");
        await both.Submit(path + "/approve");
        Assert.Equal(HttpStatusCode.Conflict, both.Status);
        Assert.Contains("Another steward", both.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(1, 4, "protection"), InlineData(3, 1, "minimise")]
    public async Task Is_not_submitted_with_a_low_score_where_it_counts(int protection, int minimise, string section)
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        var path = await officer.PrepareCampaign(protection, minimise);
        await officer.Submit(path + "/submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains($"'{section}' scores 1", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_submitted_before_its_notice_speaks_every_language()
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        var definition = System.Text.Json.Nodes.JsonNode.Parse(CampaignDefinitions.WorkingHours)!;
        definition["notice"]!.AsObject().Remove("fr");
        await officer.Open("/campaigns");
        await officer.Submit("/campaigns", ("definition", definition.ToJsonString()));
        var path = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await officer.Submit(path + "/submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains("missing in this language: fr", officer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"title":1}""")]
    [InlineData("not json")]
    [InlineData("""{"title":{"en":"a","fr":"b","es":"c"},"surprise":true}""")]
    public async Task Is_not_prepared_from_a_broken_definition_and_nothing_typed_is_lost(string definition)
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open("/campaigns");
        await officer.Submit("/campaigns", ("definition", definition));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Equal(definition, officer.Page.QuerySelector("#definition")!.TextContent);
    }

    [Fact]
    public async Task Is_run_by_its_officer_only()
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var other = await node.SignedIn("otto", Roles.Officer);
        var path = await officer.PrepareCampaign();
        await other.Open(path);
        Assert.Null(other.Page.QuerySelector($"form[action='{path}/submit']"));
    }
}
