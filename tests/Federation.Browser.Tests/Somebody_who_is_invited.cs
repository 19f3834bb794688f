using Federation.Node.Members;
using Federation.Node.Tests;

namespace Federation.Browser.Tests;

public sealed class Somebody_who_is_invited(UnionNode union, Chromium chromium) : IClassFixture<UnionNode>
{
    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Joins_mistypes_the_password_signs_in_and_signs_out(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var ines = await Person.SignedIn(union.Node, chromium, way, $"ines-{way}", Roles.Administrator);
        await ines.Follow("/members");
        await ines.Type("name", $"ana-{way}");
        await ines.Send("/members/invite");
        await ines.Picture("members");
        var link = await ines.Page.InnerTextAsync("#invitation");

        await ines.Follow("/documents/limits");
        await ines.Type("person", $"ines-{way}");
        await ines.Type("member-limit", "2");
        await ines.Send("/documents/limits/members");
        Assert.Contains($"ines-{way}", await ines.Page.InnerTextAsync("main table"), StringComparison.Ordinal);
        await ines.Picture("room");

        await using var ana = await Person.At(union.Node, chromium, way);
        await ana.Open("/");
        await ana.Picture("welcome");
        await ana.Open(new Uri(link).PathAndQuery);
        await ana.Picture("invitation");
        await ana.Type("name", "Ana");
        await ana.Type("password", RunningNode.Password);
        await ana.Press("main form button");
        Assert.Equal("/sign-in", ana.Path);

        await ana.Type("name", $"ana-{way}");
        await ana.Type("password", "not that password at all");
        await ana.Send("/sign-in");
        Assert.Equal(401, ana.Status);
        Assert.True(await ana.Page.Locator(".refusal[role=alert]").IsVisibleAsync());
        await ana.Picture("sign-in-refused");

        await ana.Type("password", RunningNode.Password);
        await ana.Send("/sign-in");
        Assert.Equal("/", ana.Path);
        Assert.Contains("Ana", await ana.Page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await ana.Picture("start");

        await ana.Follow("/account");
        await ana.Type("label", "Laptop");
        await ana.Send("/account/app-passwords");
        Assert.NotEmpty(await ana.Page.InnerTextAsync("#app-password"));
        await ana.Picture("account");

        await ana.Send("/sign-out");
        await ana.Open("/account");
        Assert.Equal("/sign-in", ana.Path);
    }

    [Fact]
    public async Task Reads_every_page_in_the_language_they_pick()
    {
        await using var ana = await Person.At(union.Node, chromium, new Way("en", WithScript: false));
        await ana.Open("/sign-in");
        await ana.Leave(() => ana.Page.ClickAsync("a[hreflang=es]"));
        Assert.Equal("es", await ana.Page.GetAttributeAsync("html", "lang"));
        await ana.Leave(() => ana.Page.ClickAsync("header .name"));
        Assert.Equal("es", await ana.Page.GetAttributeAsync("html", "lang"));
    }
}
