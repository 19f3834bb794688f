using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Federation.Node.Members.SignIn;
using Federation.Node.Tests.Documents;

namespace Federation.Node.Tests.Members;

public sealed class A_device_connected_in_a_browser(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gets_an_app_password_once_its_member_agrees()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var program = Program(node);
        var (poll, page) = await Begin(program);
        Assert.Equal(HttpStatusCode.NotFound, (await Poll(program, poll)).Status);

        using var ana = await node.SignedIn("ana");
        await ana.Open(page);
        Assert.Contains("mirall", ana.Page.QuerySelector("#label")!.GetAttribute("value")!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Poll(program, poll)).Status); // to look is not to agree
        await ana.Submit(page, ("label", "Ana's laptop"));
        Assert.Equal(HttpStatusCode.OK, ana.Status);

        using var other = Program(replica);
        var (status, given) = await Poll(other, poll);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(replica.Origin.AbsoluteUri.TrimEnd('/'), (string)given!["server"]!); // what the operator set; in these tests each replica has its own
        using var device = new Device(node, (string)given["loginName"]!, (string)given["appPassword"]!);
        Assert.Equal(201, await device.Status("PUT", "/dav/a.txt", new StringContent("x")));
        Assert.Equal(HttpStatusCode.NotFound, (await Poll(program, poll)).Status);
        await ana.Open("/account");
        Assert.Contains("Ana's laptop", ana.Text, StringComparison.Ordinal);
        await ana.Open(page);
        Assert.Equal(HttpStatusCode.Gone, ana.Status);
    }

    [Fact]
    public async Task Asks_a_stranger_to_sign_in_first()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        using var program = Program(node);
        var (_, page) = await Begin(program);
        using var ana = node.Visitor();
        await ana.Open(page);
        await ana.Submit("/sign-in", ("name", "ana"), ("password", RunningNode.Password));
        await ana.Submit(page, ("label", "phone"));
        Assert.Equal(HttpStatusCode.OK, ana.Status);
    }

    [Fact]
    public async Task Waits_twenty_minutes_and_no_longer()
    {
        await using var node = await RunningNode.Start(postgres);
        using var program = Program(node);
        var (late, latePage) = await Begin(program);
        using var ana = await node.SignedIn("ana");
        await ana.Open(latePage);
        await ana.Submit(latePage, ("label", "phone"));
        var (_, never) = await Begin(program);
        await ana.Open(never);
        node.Clock.Advance(DeviceSignIns.Life);
        Assert.Equal(HttpStatusCode.NotFound, (await Poll(program, late)).Status);
        await ana.Submit(never, ("label", "phone"));
        Assert.Equal(HttpStatusCode.Gone, ana.Status);
    }

    [Fact]
    public async Task Gets_nothing_for_a_member_who_was_shut_out_meanwhile_and_nothing_for_a_guess()
    {
        await using var node = await RunningNode.Start(postgres);
        using var program = Program(node);
        var (poll, page) = await Begin(program);
        using var ana = await node.SignedIn("ana");
        await ana.Open(page);
        await ana.Submit(page, ("label", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        await ana.Submit(page, ("label", "phone"));
        Assert.Equal(HttpStatusCode.NotFound, (await Poll(program, page.Split('/')[^1])).Status); // who saw the address of the page has nothing
        await node.Run("update node.mt_doc_member set data = data || '{\"isDisabled\": true}'");
        Assert.Equal(HttpStatusCode.NotFound, (await Poll(program, poll)).Status);
    }

    [Fact]
    public async Task Is_not_begun_without_end_from_one_address()
    {
        await using var node = await RunningNode.Start(postgres);
        using var program = Program(node);
        var statuses = new List<HttpStatusCode>();
        for (var time = 0; time <= Attempts.PerAddress; time++)
        {
            using var answer = await program.PostAsync("/index.php/login/v2", null, Cancel);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(Attempts.PerAddress, statuses.Count(status => status == HttpStatusCode.OK));
    }

    private static HttpClient Program(RunningNode node)
    {
        var program = new HttpClient { BaseAddress = node.Origin };
        program.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux) mirall/3.7.3");
        return program;
    }

    private static async Task<(string Poll, string Page)> Begin(HttpClient program)
    {
        using var answer = await program.PostAsync("/index.php/login/v2", null, Cancel);
        var told = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
        Assert.Equal("/login/v2/poll", new Uri((string)told["poll"]!["endpoint"]!).AbsolutePath);
        return ((string)told["poll"]!["token"]!, new Uri((string)told["login"]!).AbsolutePath);
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Given)> Poll(HttpClient program, string token)
    {
        using var answer = await program.PostAsync("/login/v2/poll", new FormUrlEncodedContent([new("token", token)]), Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel));
    }
}
