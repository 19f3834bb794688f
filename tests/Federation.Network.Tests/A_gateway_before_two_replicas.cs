using System.Globalization;
using System.Net;
using Federation.Node.Members;
using Federation.Node.Tests;

namespace Federation.Network.Tests;

public sealed class A_gateway_before_two_replicas(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Writers = 4;
    private const int WeeksOfEach = 12;

    private readonly string address = Ports.Free();
    private NodeProcess? first;
    private NodeProcess? second;
    private RunningProgram? gateway;
    private int refused;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NodeProcess First => first!; // set up by InitializeAsync

    private NodeProcess Second => second!; // set up by InitializeAsync

    public async ValueTask InitializeAsync()
    {
        first = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase(), address, behindGateway: true);
        await first.Add([("olga", [Roles.Officer]), ("stan", [Roles.Steward]), .. Enumerable.Range(1, Writers).Select(number => ($"member{number}", Array.Empty<string>()))]);
        second = first.Replica();
        await Task.WhenAll(first.Start(), second.Start());
        gateway = RunningProgram.Start(
            "federation-gateway", new Dictionary<string, string>(), "--listen", address, "--to", $"http://{first.Listen}", "--to", $"http://{second.Listen}");
        using var http = new HttpClient();
        await Patiently.Until(async () => Assert.Equal("ready\n", await http.GetStringAsync(new Uri($"http://{address}/readyz"), Cancel)), "the gateway answers");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new IAsyncDisposable?[] { gateway, second, first })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Loses_no_acknowledged_write_when_one_is_killed_and_takes_it_back()
    {
        var campaign = await OpenCampaign();
        var members = new List<Visitor>();
        for (var number = 1; number <= Writers; number++)
        {
            var member = await First.SignedIn($"member{number}"); // the origin is the gateway's
            await member.Agree(campaign);
            members.Add(member);
        }

        // Everybody gives a week after the other; in the middle one replica dies and comes back, then the other is stopped politely.
        var given = 0;
        var writing = Task.WhenAll(members.Select(async member =>
        {
            for (var week = 1; week <= WeeksOfEach; week++)
            {
                await WithOneRetry(member, campaign, 30 + week, 2000 + week);
                Interlocked.Increment(ref given);
            }
        }));
        await Reached(() => given, Writers * WeeksOfEach / 4, writing);
        await First.Kill();
        await Reached(() => given, Writers * WeeksOfEach / 2, writing);
        await First.Start();
        await Reached(() => given, Writers * WeeksOfEach * 3 / 4, writing);
        var before = refused;
        await Second.Stop();
        await writing;
        Assert.Equal(before, refused); // a replica that says goodbye is not noticed

        foreach (var (member, number) in members.Select((member, index) => (member, index + 1)))
        {
            await member.Open("/contributions"); // only the one that was killed is left
            var weeks = member.Page.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToList()).ToList();
            for (var week = 1; week <= WeeksOfEach; week++)
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"2026-W{30 + week}");
                var row = Assert.Single(weeks, cells => cells.Contains(label));
                Assert.Contains((2000 + week).ToString(CultureInfo.InvariantCulture), row);
            }

            member.Dispose();
        }
    }

    [Fact]
    public async Task Counts_wrong_passwords_across_both_and_across_their_deaths()
    {
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            if (attempt == 6)
            {
                await First.Kill();
            }

            using var guesser = new Visitor(First.Origin);
            await guesser.SignIn("olga", "a wrong password");
            Assert.Equal(HttpStatusCode.Unauthorized, guesser.Status);
        }

        await First.Start();
        foreach (var listen in new[] { First.Listen, Second.Listen, address })
        {
            using var right = new Visitor(new Uri("http://" + listen));
            await right.SignIn("olga", NodeProcess.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, right.Status);
        }
    }

    [Fact]
    public async Task Says_in_words_that_nobody_is_there()
    {
        await First.Kill();
        await Second.Kill();
        using var visitor = new Visitor(First.Origin);
        await visitor.Open("/sign-in");
        Assert.Equal(HttpStatusCode.BadGateway, visitor.Status);
        Assert.Contains("Please try again", visitor.Text, StringComparison.Ordinal);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{address}/actor"), Cancel);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private async Task<string> OpenCampaign()
    {
        using var olga = await First.SignedIn("olga");
        using var stan = await First.SignedIn("stan");
        return await olga.OpenCampaign(stan);
    }

    // A person sees at most one page that says to try again.
    private async Task WithOneRetry(Visitor member, string campaign, int week, int minutes)
    {
        await member.Open(campaign + "/contribute");
        Assert.Equal(HttpStatusCode.OK, member.Status); // reading needs no second try: the gateway makes it
        await member.Submit(campaign + "/contribute", Pages.Week(week, minutes));
        if (member.Status == HttpStatusCode.BadGateway)
        {
            Interlocked.Increment(ref refused);
            await member.Contribute(campaign, week, minutes);
        }

        Assert.True(member.Status == HttpStatusCode.OK, $"{member.Status}: {member.Text}");
    }

    private static async Task Reached(Func<int> count, int enough, Task writing)
    {
        while (count() < enough)
        {
            Assert.False(writing.IsFaulted, writing.Exception?.ToString());
            await Task.Delay(5, Cancel);
        }
    }
}
