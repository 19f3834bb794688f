using Federation.Node.Members;
using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;

namespace Federation.Browser.Tests;

/// <summary>A published version is taken back by two people on its page, and everybody reads why.</summary>
public sealed class A_release_that_is_wrong(PostgresFixture postgres, Chromium chromium)
{
    private const string Why = "Hours of March stand under April.";

    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Is_asked_back_by_an_officer_taken_back_by_a_steward_and_read_about_by_a_member(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var node = await RunningNode.Start(postgres, "Care Workers' Union");
        await node.Contribute(await node.OpenCampaign(), 25, "care", "north");
        var release = await node.Release();
        var askForm = $"form[action='{release}/take-back']";

        await using var otto = await Person.SignedIn(node, chromium, way, "otto", Roles.Officer);
        await otto.Follow("/releases");
        await otto.Follow(release);
        Assert.False(await otto.Page.Locator(askForm).IsVisibleAsync()); // not beside what is done each week
        await otto.Page.Locator($"details:has({askForm}) summary").ClickAsync();
        await otto.Type("why", "   ");
        await otto.Send(release + "/take-back");
        Assert.Equal(422, otto.Status);
        Assert.True(await otto.Page.Locator(".refusal[role=alert]").IsVisibleAsync());
        Assert.True(await otto.Page.Locator(askForm).IsVisibleAsync()); // open where it was refused
        await otto.Type("why", Why);
        await otto.Send(release + "/take-back");
        Assert.Equal(200, otto.Status);
        Assert.Contains(Why, await otto.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await otto.Page.Locator("form[action*='/take-back']").CountAsync()); // nothing more for them to do
        await otto.Picture("release-asked-back");

        await using var mia = await Person.SignedIn(node, chromium, way, "mia");
        await mia.Follow("/releases");
        Assert.Equal(0, await mia.Page.Locator("main .tag.bad").CountAsync());
        await mia.Follow(release);
        Assert.True(await mia.Page.Locator("main svg.chart").IsVisibleAsync()); // it is published still
        Assert.DoesNotContain(Why, await mia.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await mia.Page.Locator("form[action*='/take-back']").CountAsync());

        await using var stella = await Person.SignedIn(node, chromium, way, "stella", Roles.Steward);
        await stella.Follow("/releases");
        Assert.Equal(1, await stella.Page.Locator("main .tag.bad").CountAsync());
        await stella.Picture("tables-with-one-asked-back");
        await stella.Follow(release);
        Assert.Contains(Why, await stella.Text(), StringComparison.Ordinal);
        await stella.Picture("release-to-take-back");
        await stella.Send(release + "/take-back/confirm");
        Assert.Equal(200, stella.Status);
        Assert.Equal(0, await stella.Page.Locator("form[action*='/take-back']").CountAsync());

        await mia.Open(release);
        Assert.Contains(Why, await mia.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await mia.Page.Locator("main svg.chart").CountAsync());
        Assert.Equal(0, await mia.Page.Locator("a[href*='/files/']").CountAsync()); // no figure, and nothing to download
        await mia.Picture("release-taken-back");
    }
}
