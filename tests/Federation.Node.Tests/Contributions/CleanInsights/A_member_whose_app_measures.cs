using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.CleanInsights;

public sealed class A_member_whose_app_measures(NodeOfAClass ground) : IClassFixture<NodeOfAClass>
{
    private const string Message = """{"idsite":1,"visits":[{"action_name":"Hours/Log","period_start":1793577600,"period_end":1794182400,"times":4}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_what_is_kept_and_keeps_it_by_an_address_that_ends_with_the_consent()
    {
        var node = ground.Node;
        var campaign = await node.OpenCampaign(MeasuredHours.Definition);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/measuring");
        Assert.Contains("how often the app says that “hours/missed_break” happened", ana.Text, StringComparison.Ordinal);
        Assert.Contains("Every other visit and event", ana.Text, StringComparison.Ordinal);
        await ana.Submit(campaign + "/measuring", ("sector", "mining"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        var addresses = $"node.measuring_address where campaign_id = '{DatasetSteps.IdOf(campaign)}'";
        Assert.Equal(0, await node.Count(addresses));

        var first = await ana.MakeAddress(campaign);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(first)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(first)).Status); // the answer was lost: the same week again
        var row = Assert.Single(await Rows(campaign));
        Assert.Equal(("care", "2026-W45", 0L, 4L), (row.Dimensions["sector"], row.Dimensions["week"], row.Measures["workedMinutes"], row.Measures["entries"]));
        Assert.Equal(0, await node.Count($"node.measuring_address where encode(token_hash, 'escape') like '%{first.Split('/')[^1]}%'"));

        var second = await ana.MakeAddress(campaign);
        Assert.Equal("contributions.cleaninsights.address-gone", (await Send(first)).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(second)).Status);
        await ana.Open(campaign + "/measuring");
        await ana.Submit(campaign + "/measuring/end");
        Assert.Equal(HttpStatusCode.NotFound, (await Send(second)).Status);

        var third = await ana.MakeAddress(campaign);
        await ana.Open(campaign + "/consent");
        await ana.Submit(ana.Page.QuerySelector(".equal form")!.GetAttribute("action")!);
        Assert.Equal("contributions.cleaninsights.address-gone", (await Send(third)).Code);
        Assert.Equal(0, await node.Count(addresses));
        await ana.Open(campaign + "/consent");
        await ana.Submit(campaign + "/consent");
        Assert.Equal("contributions.cleaninsights.address-gone", (await Send(third)).Code); // a new consent, a new address
        Assert.Empty(await Rows(campaign));
    }

    [Fact]
    public async Task Is_not_drowned_and_what_is_wrong_is_named()
    {
        var node = ground.Node;
        var campaign = await node.OpenCampaign(MeasuredHours.Definition);
        using var ben = await node.Agreeing(campaign, "ben");
        var address = await ben.MakeAddress(campaign);
        var (status, code, title) = await Send(address, """{"idsite":1,"position":"48.1,2.3","visits":[]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "contributions.cleaninsights.unknown-properties"), (status, code));
        Assert.Contains("position", title, StringComparison.Ordinal);
        Assert.Equal("contributions.cleaninsights.no-address", (await Send(new Uri(node.Origin, "/ci/cleaninsights").AbsoluteUri)).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(new Uri(node.Origin, "/ci/cleaninsights/guess").AbsoluteUri)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(address, new string(' ', 70_000))).Status);

        using var options = new HttpRequestMessage(HttpMethod.Options, address) { Headers = { { "Origin", "https://app.example" }, { "Access-Control-Request-Method", "POST" } } };
        using var preflight = await ben.Http.SendAsync(options, Cancel);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());

        var last = HttpStatusCode.NoContent;
        for (var i = 0; i < 51 && last == HttpStatusCode.NoContent; i++)
        {
            last = (await Send(address)).Status;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        node.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.NoContent, (await Send(address)).Status);
    }

    private static async Task<(HttpStatusCode Status, string? Code, string Title)> Send(string address, string message = Message)
    {
        using var app = new HttpClient();
        using var answer = await app.PostAsync(address, new StringContent(message, Encoding.UTF8, "application/json"), Cancel);
        var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel) : null;
        return (answer.StatusCode, (string?)problem?["code"], (string?)problem?["title"] ?? "");
    }

    private Task<ContributionRows> Rows(string campaign) => ground.Node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
}
