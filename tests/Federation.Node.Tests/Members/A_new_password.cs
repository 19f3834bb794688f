using System.Net;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class A_new_password(PostgresFixture postgres)
{
    private const string Other = "a quite different sentence";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_the_sessions_on_other_devices_and_keeps_this_one()
    {
        await using var node = await RunningNode.Start(postgres);
        using var phone = await node.SignedIn("ana");
        using var laptop = await node.SignedIn("ana");
        await laptop.Open("/account");
        await laptop.Submit("/account/password", ("current", RunningNode.Password), ("password", Other));
        Assert.Contains("My account", laptop.Text, StringComparison.Ordinal);
        await phone.Open("/account");
        Assert.DoesNotContain("My account", phone.Text, StringComparison.Ordinal);
        await phone.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, phone.Status);
        await phone.SignIn("ana", Other);
        Assert.Equal(HttpStatusCode.OK, phone.Status);
    }

    [Theory, InlineData("not my password", Other, 401), InlineData(RunningNode.Password, "short", 422),
     InlineData(RunningNode.Password, "aaaaaaaaaaaaaaaa", 422), InlineData(RunningNode.Password, "Password1234", 422)]
    public async Task Is_refused_without_the_old_one_or_when_it_is_easily_guessed(string current, string password, int status)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        await ana.Submit("/account/password", ("current", current), ("password", password));
        Assert.Equal(status, (int)ana.Status);
        await ana.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
    }

    [Fact]
    public async Task By_the_operators_invitation_ends_every_session()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        var desk = node.Services.GetRequiredService<MemberDesk>();
        var id = (await desk.FindByName("ana", Cancel))!.Value; // she is signed in
        Assert.Null(await desk.Join(await desk.Invite(id, Cancel), "Ana", Other, Cancel));
        await ana.Open("/account");
        Assert.DoesNotContain("My account", ana.Text, StringComparison.Ordinal);
    }
}
