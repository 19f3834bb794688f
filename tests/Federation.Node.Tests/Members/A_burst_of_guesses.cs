using System.Net;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class A_burst_of_guesses(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gets_no_more_tries_at_once_than_one_after_another()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        var desk = node.Services.GetRequiredService<SignInDesk>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => desk.SignIn("ana", $"guess number {i}", IPAddress.Loopback, Cancel)));
        Assert.DoesNotContain(answers, answer => answer.Refusal is null);
        // None at all is right too: each of those that came together may have seen all the others.
        Assert.InRange(answers.Count(answer => answer.Refusal is MemberRefusal.WrongSignIn), 0, Attempts.PerName);
    }

    [Fact]
    public async Task Does_not_count_those_who_knew_their_password()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        var desk = node.Services.GetRequiredService<SignInDesk>();
        for (var i = 0; i < Attempts.PerName + 2; i++)
        {
            Assert.Null((await desk.SignIn("ana", RunningNode.Password, IPAddress.Loopback, Cancel)).Refusal);
        }
    }

    [Fact]
    public async Task By_a_program_locks_nobody_out_of_the_pages_nor_out_of_a_right_app_password()
    {
        await using var node = await RunningNode.Start(postgres);
        var password = await node.AppPassword(await node.Add("ana"));
        for (var i = 0; i < Attempts.PerName + 2; i++)
        {
            Assert.False((await An_app_password.SignIn(node, "ana", "an old app password")).Succeeded);
        }

        Assert.True((await An_app_password.SignIn(node, "ana", password)).Succeeded);
        using var ana = node.Visitor();
        await ana.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
    }
}
