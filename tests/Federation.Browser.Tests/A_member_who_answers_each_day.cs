using Federation.Node.Campaigns;
using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;

namespace Federation.Browser.Tests;

public sealed class A_member_who_answers_each_day(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Finds_three_questions_and_needs_one_press_to_send_them(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        var campaign = await union.Node.OpenCampaign(CampaignDefinitions.DailyStrain);
        await using var ana = await Person.SignedIn(union.Node, chromium, way, $"ana-{way}");
        await ana.Open(campaign + "/today"); // not asked yet
        Assert.Equal(409, ana.Status);
        await ana.Follow(campaign + "/consent");
        await ana.Press("[data-answer=agree]");
        await ana.Open(campaign);
        await ana.Follow(campaign + "/today");
        await ana.Picture("today");
        var target = await ana.Page.Locator("#stress label").First.BoundingBoxAsync();
        Assert.True(target!.Height >= 44, $"An answer is {target.Height} px high."); // it is there
        ana.Clicks = 0;
        await ana.Tick("stress", "4");
        await ana.Tick("missedBreak", "1");
        await ana.Type("overtime", "25");
        await ana.Type("site", "north");
        await ana.Send(campaign + "/today");
        Assert.Equal(1, ana.Clicks);
        Assert.Equal(1, await ana.Page.Locator(".done").CountAsync());
        await ana.Picture("today-kept");

        // The day before, with one answer changed afterwards; where it works the site is remembered.
        await ana.Press(".days li:nth-child(2) a");
        await ana.Tick("stress", "5");
        await ana.Tick("missedBreak", "0");
        await ana.Type("overtime", "0");
        await ana.Send(campaign + "/today");
        await ana.Tick("stress", "3");
        await ana.Send(campaign + "/today");
        Assert.Equal(2, await ana.Page.Locator("main table").First.Locator("tbody tr").CountAsync());
        Assert.True(await ana.Page.Locator("#stress input[value='3']").IsCheckedAsync());
        await ana.Open("/contributions");
        await ana.Picture("contributions-of-days");
    }
}
