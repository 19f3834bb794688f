using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Members;

namespace Federation.Browser.Tests;

public sealed class An_officer_with_a_campaign(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Prepares_it_has_it_approved_by_a_steward_and_opens_it(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var olga = await Person.SignedIn(union.Node, chromium, way, $"olga-{way}", Roles.Officer);
        await using var stan = await Person.SignedIn(union.Node, chromium, way, $"stan-{way}", Roles.Steward);
        await olga.Follow("/campaigns");
        await olga.Picture("campaigns");
        await olga.Send("/campaigns");
        var campaign = olga.Path;
        await olga.Picture("campaign-draft");

        await olga.Send(campaign + "/submit"); // nothing is answered yet
        Assert.Equal(422, olga.Status);
        Assert.True(await olga.Page.Locator(".refusal[role=alert]").IsVisibleAsync());

        for (var number = 1; number <= GovernanceQuestions.All.Count; number++)
        {
            await olga.Type(string.Create(CultureInfo.InvariantCulture, $"governance-{number}"), "The board, and the members' assembly once a year.");
        }

        await olga.Send(campaign + "/governance");
        foreach (var section in Assessment.Sections)
        {
            foreach (var item in section.OneOf ? [3] : Enumerable.Range(0, section.Items.Count))
            {
                await olga.Tick(section.Name, item.ToString(CultureInfo.InvariantCulture));
            }
        }

        await olga.Send(campaign + "/assessment");
        await olga.Picture("campaign-answered");
        await olga.Send(campaign + "/submit");

        await stan.Follow("/campaigns");
        await stan.Follow(campaign);
        await stan.Picture("campaign-to-approve");
        await stan.Send(campaign + "/approve");

        await olga.Open(campaign);
        await olga.Send(campaign + "/open");
        Assert.Equal(1, await olga.Page.Locator("main .tag.good").CountAsync());
        await olga.Picture("campaign-open");
    }
}
