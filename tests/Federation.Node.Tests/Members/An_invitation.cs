using System.Net;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class An_invitation(PostgresFixture postgres)
{
    [Fact]
    public async Task Works_once()
    {
        await using var node = await RunningNode.Start(postgres);
        using var admin = await node.SignedIn("ines", Roles.Administrator);
        await admin.Open("/members");
        await admin.Submit("/members/invite", ("name", "bea"));
        var link = admin.Page.QuerySelector("#invitation")!.TextContent;
        using var bea = node.Visitor();
        await bea.Open(link);
        await bea.Submit(new Uri(link).AbsolutePath, ("name", "Bea Lund"), ("password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bea.Status);
        Assert.Equal("Bea Lund", bea.Page.QuerySelector("#name")!.GetAttribute("value"));
        await bea.Submit(new Uri(link).AbsolutePath, ("name", "Bea Lund"), ("password", RunningNode.Password));
        await bea.SignIn("bea", RunningNode.Password);
        Assert.Contains("Hello Bea Lund", bea.Text, StringComparison.Ordinal);
        await bea.Open(link);
        Assert.Equal(HttpStatusCode.Gone, bea.Status);
    }

    [Fact]
    public async Task Expires_after_a_fortnight()
    {
        await using var node = await RunningNode.Start(postgres);
        var desk = node.Services.GetRequiredService<MemberDesk>();
        var (id, _) = await desk.Add("bea", [], null, "test", TestContext.Current.CancellationToken);
        var token = await desk.Invite(id, TestContext.Current.CancellationToken);
        node.Clock.Advance(TimeSpan.FromDays(15));
        using var bea = node.Visitor();
        await bea.Open("/invitations/" + token);
        Assert.Equal(HttpStatusCode.Gone, bea.Status);
    }

    [Fact]
    public async Task Is_used_by_one_of_two_who_race()
    {
        await using var node = await RunningNode.Start(postgres);
        var desk = node.Services.GetRequiredService<MemberDesk>();
        var cancel = TestContext.Current.CancellationToken;
        var (id, _) = await desk.Add("bea", [], null, "test", cancel);
        var token = await desk.Invite(id, cancel);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            try
            {
                return await desk.Join(token, $"Bea {i}", RunningNode.Password, cancel) is null;
            }
            catch (JasperFx.ConcurrencyException)
            {
                return false;
            }
        }));
        Assert.Single(answers, joined => joined);
    }

    [Fact]
    public async Task Can_be_made_anew_for_who_has_not_come_yet_and_ends_the_old_one()
    {
        await using var node = await RunningNode.Start(postgres);
        using var admin = await node.SignedIn("ines", Roles.Administrator);
        await admin.Open("/members");
        await admin.Submit("/members/invite", ("name", "bea"));
        var old = admin.Page.QuerySelector("#invitation")!.TextContent;
        var id = (await node.Services.GetRequiredService<MemberDesk>().FindByName("bea", TestContext.Current.CancellationToken))!.Value;
        await admin.Submit($"/members/{id}/invite");
        var anew = admin.Page.QuerySelector("#invitation")!.TextContent;
        using var bea = node.Visitor();
        await bea.Open(old);
        Assert.Equal(HttpStatusCode.Gone, bea.Status);
        await bea.Open(anew);
        Assert.Equal(HttpStatusCode.OK, bea.Status);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Cannot_be_used_by_an_administrator_to_become_somebody_else(bool hasJoined)
    {
        await using var node = await RunningNode.Start(postgres);
        using var admin = await node.SignedIn("ines", Roles.Administrator);
        var (id, _) = await node.Services.GetRequiredService<MemberDesk>()
            .Add("bea", [Roles.Steward], hasJoined ? RunningNode.Password : null, "test", TestContext.Current.CancellationToken);
        await admin.Open("/members");
        Assert.Null(admin.Page.QuerySelector($"form[action='/members/{id}/invite']"));
        await admin.Replay($"/members/{id}/disable", $"/members/{id}/invite");
        Assert.Equal(HttpStatusCode.Conflict, admin.Status);
    }
}
