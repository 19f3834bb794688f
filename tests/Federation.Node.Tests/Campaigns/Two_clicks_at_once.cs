using System.Net;
using Federation.Node.Members;

namespace Federation.Node.Tests.Campaigns;

public sealed class Two_clicks_at_once(PostgresFixture postgres)
{
    [Fact]
    public async Task Change_a_campaign_once_and_fail_nobody_without_a_reason()
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        var path = await officer.PrepareCampaign();
        var clicks = new List<Visitor>();
        for (var i = 0; i < 6; i++)
        {
            var again = await node.SignedIn("olga", Roles.Officer);
            await again.Open(path);
            clicks.Add(again);
        }

        await Task.WhenAll(clicks.Select(click => click.Submit(path + "/submit")));
        Assert.All(clicks, click => Assert.True(click.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{click.Status}: {click.Text}"));
        Assert.Contains(clicks, click => click.Status == HttpStatusCode.OK);
        clicks.ForEach(click => click.Dispose());
    }
}
