using Federation.Node.Tests;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_member_who_is_asked(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Agrees_contributes_and_withdraws_with_no_more_effort_than_agreeing(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var ana = await Person.SignedIn(union.Node, chromium, way, $"ana-{way}");
        await Agree(ana);
        var clicksToAgree = ana.Clicks;
        await ana.Picture("consents");

        await ana.Open(union.Campaign + "/contribute");
        await ana.Picture("contribute");
        await ana.Type("sector", "care");
        await ana.Type("region", "north");
        await ana.Type("week", "2026-W45");
        await ana.Type("workedMinutes", "2500");
        await ana.Type("missedBreaks", "2");
        await ana.Type("eveningMinutes", "120");
        await ana.Type("weekendMinutes", "0");
        await ana.Send(union.Campaign + "/contribute");
        Assert.Contains("2026-W45", await ana.Text(), StringComparison.Ordinal);

        await ana.Open(union.Campaign + "/contribute");
        await ana.Type("import-sector", "care");
        await ana.Type("import-region", "north");
        await ana.Page.SetInputFilesAsync("#file", Path.Combine(AppContext.BaseDirectory, "samples", "weclock", "weclock_android_synthetic.zip"));
        await ana.Send(union.Campaign + "/import");
        await ana.Picture("import-preview");
        await ana.Press("form[action*='/import/'] button"); // no place is ticked
        Assert.Equal(422, ana.Status);
        await ana.Picture("import-refused");
        await ana.Tick("work", "1");
        await ana.Press("form[action*='/import/'] button");
        Assert.Contains("2820", await ana.Text(), StringComparison.Ordinal);
        await ana.Picture("contributions");

        await ana.Open(union.Campaign + "/contribute");
        await ana.Page.SetInputFilesAsync("#sheet", new FilePayload
        {
            Name = "hours.csv", MimeType = "text/csv", Buffer = "Date,Hours,Boss\n2026-10-26,7:30,X\n2026-10-27,8:00,X\n2026-11-02,ill,X\n"u8.ToArray(),
        });
        await ana.Send(union.Campaign + "/sheet");
        await ana.Picture("sheet-columns");
        await ana.Press("form[action$='/look'] button"); // what is not in the file is not answered
        Assert.Equal(422, ana.Status);
        foreach (var (field, answer) in new[] { ("sector", "care"), ("region", "north"), ("missedBreaks", "0"), ("eveningMinutes", "0"), ("weekendMinutes", "0") })
        {
            await ana.Type(field, answer);
        }

        await ana.Press("form[action$='/look'] button");
        Assert.Contains("2026-W44", await ana.Text(), StringComparison.Ordinal);
        await ana.Picture("sheet-preview");
        await ana.Press("form[action*='/sheet/'] button");
        Assert.Contains("930", await ana.Text(), StringComparison.Ordinal);

        await ana.Open("/");
        ana.Clicks = 0;
        await ana.Follow("/consents");
        await ana.Press("form[action$='/withdraw'] button");
        Assert.InRange(ana.Clicks, 1, clicksToAgree);
        await ana.Picture("consents-withdrawn");
        await ana.Follow("/contributions");
        Assert.Equal(0, await ana.Page.Locator("main table").CountAsync());
    }

    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Refuses_as_easily_and_finds_withdrawing_where_agreeing_was(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var ben = await Person.SignedIn(union.Node, chromium, way, $"ben-{way}");
        await ben.Open(union.Campaign + "/consent");
        await ben.Picture("notice");
        var (agree, refuse) = (await Box(ben, "[data-answer=agree]"), await Box(ben, "[data-answer=refuse]"));
        Assert.Equal((agree.Width, agree.Height), (refuse.Width, refuse.Height));
        await ben.Press("[data-answer=refuse]");
        await ben.Follow(union.Campaign + "/consent");
        await ben.Press("[data-answer=agree]");
        await ben.Open(union.Campaign + "/consent");
        Assert.True((await Box(ben, "form[action$='/withdraw'] button")).Height >= agree.Height);
        await ben.Press("form[action$='/withdraw'] button");
        Assert.Equal(0, await ben.Page.Locator("form[action$='/withdraw']").CountAsync());
    }

    private async Task Agree(Person ana)
    {
        await ana.Open("/");
        ana.Clicks = 0;
        await ana.Follow("/campaigns");
        await ana.Follow(union.Campaign);
        await ana.Picture("campaign");
        await ana.Follow(union.Campaign + "/consent");
        await ana.Press("[data-answer=agree]");
        Assert.Equal("/consents", ana.Path);
    }

    private static async Task<LocatorBoundingBoxResult> Box(Person person, string selector) =>
        await person.Page.Locator(selector).BoundingBoxAsync() ?? throw new InvalidOperationException($"{selector} is not visible.");
}
