using System.Net;
using Federation.Node.Members;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class Somebody_who_signs_in(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sees_their_start_page_in_their_language()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        Assert.Contains("Hello ana", ana.Text, StringComparison.Ordinal);
        await ana.Open("/?lang=fr");
        Assert.Contains("Bonjour ana", ana.Text, StringComparison.Ordinal);
        await ana.Open("/account");
        Assert.Equal("fr", ana.Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Gets_one_answer_for_a_wrong_password_and_an_unknown_name()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        using var visitor = node.Visitor();
        await visitor.SignIn("ana", "wrong password entirely");
        var known = (visitor.Status, visitor.Page.QuerySelector(".refusal")?.TextContent);
        await visitor.SignIn("nobody", "wrong password entirely");
        Assert.Equal(known, (visitor.Status, visitor.Page.QuerySelector(".refusal")?.TextContent));
        Assert.Equal(HttpStatusCode.Unauthorized, visitor.Status);
    }

    [Fact]
    public async Task Has_to_wait_after_ten_failures_known_or_not()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        using var visitor = node.Visitor();
        foreach (var name in new[] { "ana", "nobody" })
        {
            for (var i = 0; i < 10; i++)
            {
                await visitor.SignIn(name, "wrong password entirely");
            }

            await visitor.SignIn(name, RunningNode.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, visitor.Status);
            Assert.NotNull(visitor.Answer.Headers.RetryAfter);
        }

        node.Clock.Advance(TimeSpan.FromMinutes(16));
        await visitor.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Fact]
    public async Task Is_out_at_the_next_request_after_being_disabled_on_any_replica()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await node.SignedIn("ana");
        var anaId = (await node.Services.GetRequiredService<MemberDesk>().FindByName("ana", Cancel))!.Value;
        using var atReplica = new HttpClient { BaseAddress = replica.Origin };
        await ana.Open("/account");
        Assert.Contains("My account", ana.Text, StringComparison.Ordinal);
        await replica.Services.GetRequiredService<MemberDesk>().Disable(anaId, "test", Cancel);
        await ana.Open("/account");
        Assert.Contains("Sign in", ana.Text, StringComparison.Ordinal);
        await ana.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, ana.Status);
    }

    [Fact]
    public async Task Is_known_to_both_replicas()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await node.SignedIn("ana");
        Assert.Contains("Hello ana", await ana.Http.GetStringAsync(new Uri(replica.Origin, "/"), Cancel), StringComparison.Ordinal);
    }

    [Theory, InlineData("//evil.example"), InlineData("https://evil.example"), InlineData("/\\evil.example"), InlineData("javascript:alert(1)")]
    public async Task Is_never_sent_to_another_host(string back)
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        using var visitor = node.Visitor();
        await visitor.Open("/sign-in?return=" + Uri.EscapeDataString(back));
        await visitor.Submit("/sign-in", ("name", "ana"), ("password", RunningNode.Password));
        Assert.Equal(node.Origin, new Uri(visitor.Answer.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority)));
        Assert.Contains("Hello", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_be_signed_in_by_a_form_of_another_site()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        using var http = new HttpClient { BaseAddress = node.Origin };
        using var content = new FormUrlEncodedContent([new("name", "ana"), new("password", RunningNode.Password)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/sign-in", content, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Leaves_with_one_click()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Submit("/sign-out");
        await ana.Open("/account");
        Assert.Contains("Sign in", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_no_script_and_nothing_from_elsewhere()
    {
        await using var node = await RunningNode.Start(postgres);
        using var visitor = node.Visitor();
        await visitor.Open("/sign-in");
        Assert.StartsWith("default-src 'none'; style-src 'self'", visitor.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Empty(visitor.Page.QuerySelectorAll("script, [style], [onclick], link[href^=http], img[src^=http]"));
    }
}
