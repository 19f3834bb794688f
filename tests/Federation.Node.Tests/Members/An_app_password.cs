using System.Text;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class An_app_password(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signs_its_owner_in_and_nobody_else()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        await node.Add("bea");
        var password = await node.AppPassword(ana);
        var signedIn = await SignIn(node, "ana", password);
        Assert.True(signedIn.Succeeded);
        Assert.Equal(ana, signedIn.Principal.MemberId());
        Assert.False((await SignIn(node, "bea", password)).Succeeded);
        Assert.False((await SignIn(node, "ana", RunningNode.Password)).Succeeded);
    }

    [Fact]
    public async Task Says_to_the_minute_when_it_was_last_used()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        var password = await node.AppPassword(ana);
        async Task<DateTimeOffset?> Used()
        {
            Assert.True((await SignIn(node, "ana", password)).Succeeded);
            return (await node.Services.GetRequiredService<AppPasswords>().Of(ana, Cancel)).Single().UsedAt;
        }

        var first = await Used();
        Assert.NotNull(first);
        node.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(first, await Used()); // not a write for each of a program's many questions
        node.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.InRange((await Used())!.Value - first.Value, TimeSpan.FromSeconds(70), TimeSpan.FromSeconds(80));
    }

    [Fact]
    public async Task Does_not_open_the_pages()
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        using var ana = node.Visitor();
        await ana.SignIn("ana", password);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, ana.Status);
    }

    [Fact]
    public async Task Opens_only_what_its_scope_names()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        var other = await node.Services.GetRequiredService<AppPasswords>().Create(ana, "calendar", "phone", Cancel);
        Assert.False((await SignIn(node, "ana", other)).Succeeded);
    }

    [Fact]
    public void Never_looks_like_an_option_of_a_command() => // one in 64 would
        Assert.DoesNotContain(Enumerable.Range(0, 2_000).Select(_ => Tokens.CreateForPrograms()), password => password.StartsWith('-'));

    [Fact]
    public async Task Is_shown_once_and_can_be_taken_back()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        await ana.Submit("/account/app-passwords", ("label", "laptop"));
        var shown = ana.Page.QuerySelector("#app-password")!.TextContent; // it was just made
        Assert.True((await SignIn(node, "ana", shown)).Succeeded);
        await ana.Open("/account");
        Assert.DoesNotContain(shown, ana.Text, StringComparison.Ordinal);
        var takeBack = ana.Page.QuerySelector("form[action$=revoke]")!.GetAttribute("action")!; // one is listed
        await ana.Submit(takeBack);
        Assert.False((await SignIn(node, "ana", shown)).Succeeded);
        Assert.DoesNotContain("laptop", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_be_taken_back_by_somebody_else()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        var password = await node.AppPassword(ana);
        var id = (await node.Services.GetRequiredService<AppPasswords>().Of(ana, Cancel)).Single().Id;
        await node.Services.GetRequiredService<AppPasswords>().Revoke(id, await node.Add("bea"), Cancel);
        Assert.True((await SignIn(node, "ana", password)).Succeeded);
    }

    [Fact]
    public async Task Ends_when_the_account_is_disabled()
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        var password = await node.AppPassword(ana);
        await node.Services.GetRequiredService<MemberDesk>().Disable(ana, "test", Cancel);
        Assert.False((await SignIn(node, "ana", password)).Succeeded);
    }

    internal static async Task<AuthenticateResult> SignIn(RunningNode node, string name, string password)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"));
        return await http.AuthenticateAsync(AppPasswordScheme.Name);
    }
}
