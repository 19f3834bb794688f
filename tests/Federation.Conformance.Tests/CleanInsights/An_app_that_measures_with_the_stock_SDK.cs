using System.Text.Json.Nodes;
using Federation.Conformance.Tests.Clients;
using Federation.Node.Contributions;
using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Contributions.CleanInsights;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Conformance.Tests.CleanInsights;

public sealed class An_app_that_measures_with_the_stock_SDK(PostgresFixture postgres)
{
    [Fact]
    public async Task Sends_a_week_when_it_is_over_and_has_nothing_left_to_send()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(MeasuredHours.Definition);
        using var ana = await node.Agreeing(campaign, "ana");
        var said = JsonNode.Parse(await new ForeignProgram(Path.GetTempPath(), ("TZ", "UTC"))
            .Run("node", Path.Combine(await NodeModules.Folder("CleanInsights"), "measure.mjs"), await ana.MakeAddress(campaign)))!; // it is JSON, not null
        Assert.Equal(("passed", "[400,204]", 0), ((string?)said["test"], said["statuses"]!.ToJsonString(), (int?)said["kept"]));

        var row = Assert.Single(await node.Services.GetRequiredService<IContributions>().Rows(Guid.Parse(campaign.Split('/')[^1]), TestContext.Current.CancellationToken));
        Assert.Equal(("care", "2026-W45"), (row.Dimensions["sector"], row.Dimensions["week"]));
        Assert.Equal((1430L, 1L, 3L), (row.Measures["workedMinutes"], row.Measures["missedBreaks"], row.Measures["entries"]));
    }
}
