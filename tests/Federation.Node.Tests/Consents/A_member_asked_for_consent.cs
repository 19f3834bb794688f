using System.Net;
using Federation.Node.Consents;
using Federation.Node.Tests.Campaigns;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Consents;

public sealed class A_member_asked_for_consent(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("en", "We ask for"), InlineData("fr", "Nous demandons"), InlineData("es", "Le pedimos")]
    public async Task Reads_the_notice_in_their_language(string language, string beginning)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open($"{campaign}/consent?lang={language}");
        Assert.StartsWith(beginning, ana.Page.QuerySelector("#notice")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraws_with_as_many_clicks_as_agreeing()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");

        await ana.Open(campaign + "/consent");
        await Agree(ana, campaign); // one click
        Assert.Contains("You agreed", ana.Text, StringComparison.Ordinal);

        await ana.Open(campaign + "/consent");
        var withdraw = ana.Page.QuerySelector(".equal form")!.GetAttribute("action")!;
        await ana.Submit(withdraw); // one click, on the same page
        Assert.Contains("You withdrew", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_withdraws_destroys_the_key_of_what_was_given()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/consent");
        await Agree(ana, campaign);
        var consent = await Only(node, campaign);
        var vault = node.Services.GetRequiredService<KeyVault>();
        Assert.Equal(KeyState.Live, await vault.StateOf(new SubjectId(consent), Cancel));
        await ana.Submit($"/consents/{consent}/withdraw");
        Assert.Equal(KeyState.Erased, await vault.StateOf(new SubjectId(consent), Cancel));
        Assert.Empty(await node.Services.GetRequiredService<IConsents>().AllActive(Id(campaign), Cancel));
    }

    [Fact]
    public async Task Who_withdrew_is_not_brought_back_by_a_replayed_agreement()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        using var oldTab = await node.SignedIn("ana");
        await oldTab.Open(campaign + "/consent");
        await ana.Open(campaign + "/consent");
        await Agree(ana, campaign);
        await ana.Submit($"/consents/{await Only(node, campaign)}/withdraw");
        await Agree(oldTab, campaign);
        Assert.Equal(HttpStatusCode.Conflict, oldTab.Status);
        Assert.Empty(await node.Services.GetRequiredService<IConsents>().AllActive(Id(campaign), Cancel));
        await Agree(oldTab, campaign); // the page shows things as they are now; agreeing to that is a new consent
        Assert.Single(await node.Services.GetRequiredService<IConsents>().AllActive(Id(campaign), Cancel));
    }

    [Fact]
    public async Task Cannot_agree_to_a_notice_that_is_not_the_campaigns()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/consent");
        ana.Page.QuerySelector("input[name=notice]")!.SetAttribute("value", new string('0', 64));
        await Agree(ana, campaign);
        Assert.Equal(HttpStatusCode.Conflict, ana.Status);
        Assert.Contains("not the one you read", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_clicks_twice_at_once_consents_once()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var visitors = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SameMember(node, campaign)));
        await Task.WhenAll(visitors.Select(visitor => Agree(visitor, campaign)));
        Assert.All(visitors, visitor => Assert.Equal(HttpStatusCode.OK, visitor.Status));
        Assert.Single(await node.Services.GetRequiredService<IConsents>().AllActive(Id(campaign), Cancel));
        Array.ForEach(visitors, visitor => visitor.Dispose());
    }

    [Fact]
    public async Task Cannot_withdraw_for_somebody_else()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/consent");
        await Agree(ana, campaign);
        var consent = await Only(node, campaign);
        using var bea = await node.SignedIn("bea");
        await bea.Open(campaign + "/consent");
        await Agree(bea, campaign);
        bea.Page.QuerySelector("form[action$='/withdraw']")!.SetAttribute("action", $"/consents/{consent}/withdraw");
        await bea.Submit($"/consents/{consent}/withdraw");
        Assert.Equal(HttpStatusCode.NotFound, bea.Status);
        Assert.Equal(2, (await node.Services.GetRequiredService<IConsents>().AllActive(Id(campaign), Cancel)).Count);
    }

    private static Task<AngleSharp.Html.Dom.IHtmlDocument> Agree(Visitor visitor, string campaign) => visitor.Submit(campaign + "/consent");

    private static async Task<Visitor> SameMember(RunningNode node, string campaign)
    {
        await Serial.WaitAsync(Cancel);
        try
        {
            var visitor = await node.SignedIn("ana");
            await visitor.Open(campaign + "/consent");
            return visitor;
        }
        finally
        {
            Serial.Release();
        }
    }

    private static readonly SemaphoreSlim Serial = new(1);

    private static async Task<Guid> Only(RunningNode node, string campaign) =>
        Assert.Single(await node.Services.GetRequiredService<IConsents>().AllActive(Id(campaign), Cancel)).ConsentId;

    private static Guid Id(string campaign) => Guid.Parse(campaign.Split('/')[^1]);
}
