using Federation.Node.Members;
using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;

namespace Federation.Browser.Tests;

/// <summary>A table is opened to everybody, and somebody without an account reads it.</summary>
public sealed class A_table_for_everybody(PostgresFixture postgres, Chromium chromium)
{
    [Fact]
    public async Task Is_opened_by_an_officer_and_a_steward_and_read_by_somebody_who_is_not_signed_in()
    {
        var way = new Way("fr", WithScript: true);
        await using var node = await RunningNode.Start(postgres, "Care Workers' Union");
        var campaign = await node.OpenCampaign(CampaignSteps.WorkingHoursForEverybody);
        await node.Contribute(campaign, 25, "care", "north");
        var release = await node.Release();

        await using var mia = await Person.SignedIn(node, chromium, way, "mia");
        await mia.Open(campaign + "/consent");
        Assert.Contains("publier ouvertement", await mia.Text(), StringComparison.Ordinal);
        await mia.Picture("notice-of-an-open-table");
        await node.DateComes(campaign);

        await using var otto = await Person.SignedIn(node, chromium, way, "otto", Roles.Officer);
        await otto.Open(release);
        await otto.Send(release + "/open");
        Assert.Equal(200, otto.Status);
        await using var stella = await Person.SignedIn(node, chromium, way, "stella", Roles.Steward);
        await stella.Open("/releases");
        await stella.Follow(release);
        await stella.Picture("release-to-open");
        await stella.Send(release + "/open/confirm");
        Assert.Equal(200, stella.Status);
        await stella.Picture("release-open");

        await using var stranger = await Person.At(node, chromium, way);
        await stranger.Open("/open");
        await stranger.Follow(release.Replace("/releases", "/open", StringComparison.Ordinal));
        Assert.True(await stranger.Page.Locator("main svg.chart").First.IsVisibleAsync());
        Assert.Equal(0, await stranger.Page.Locator("main form").CountAsync());
        await stranger.Picture("open-table");
    }
}
