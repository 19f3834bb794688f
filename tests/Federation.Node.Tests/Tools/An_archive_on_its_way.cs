using System.Security.Cryptography;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Federation.Node.Tools;
using Federation.Node.Tools.Copies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Tools;

/// <summary>Between an announcement and the verified copy: publishers that ask to wait, lines that break, nodes that are stopped.</summary>
public sealed class An_archive_on_its_way(PostgresFixture postgres)
{
    // Hex digits of a fixed sequence: it compresses to half, not to nothing.
    private static readonly byte[] Archive = ToolSteps.TarGz(("tool/data", Convert.ToHexString(SHA256.HashData("a"u8)) + Noise(400_000)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_waited_for_as_long_as_its_publisher_asks_which_is_no_failure()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT", services => services.AddSingleton(new PeerLimits { BytesSentPerDay = 100_000 }));
        await using var union = await Follower(fnt);
        await fnt.PublishTool(ToolSteps.Manifest("1.0.0"), Archive);
        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the first is mirrored", union, fnt);
        await fnt.PublishTool(ToolSteps.Manifest("1.1.0"), ToolSteps.TarGz(("tool/data", Noise(500_000))));
        await Neighbours.Eventually(async () => (await Troubles(union)).Count == 1, "the second is told to wait", union, fnt);
        Assert.Contains("429", Assert.Single(await Troubles(union)).Value, StringComparison.Ordinal);
        Assert.Equal(0, await union.Scalar("select failures from node.tool_fetch"));
        var notBefore = (DateTime)(await union.Scalar("select not_before from node.tool_fetch"))!; // just asked for
        var midnight = new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc);
        Assert.InRange(notBefore, midnight - TimeSpan.FromMinutes(1), midnight + TimeSpan.FromMinutes(1));

        await Neighbours.Eventually(async () => (long?)await fnt.Scalar("select sent from node.peer_usage") >= Archive.Length, "what was sent is counted on its day");
        fnt.Clock.Advance(TimeSpan.FromHours(16)); // first: who waited asks at once
        union.Clock.Advance(TimeSpan.FromHours(16));
        await Neighbours.Eventually(async () => (await union.Copies()).All(copy => copy.Archive is not null), "the second is mirrored on the next day", union, fnt);
    }

    [Fact]
    public async Task Is_not_waited_for_without_end()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT", services => services.AddSingleton<IStartupFilter>(new OnTheWay((http, _, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        })));
        await using var union = await Follower(fnt);
        await fnt.PublishTool(archive: Archive);
        await Neighbours.Eventually(async () => (await Troubles(union)).Count == 1, "it is told to wait", union, fnt);
        Assert.Equal(0, await union.Scalar("select failures from node.tool_fetch"));

        fnt.Clock.Advance(TimeSpan.FromDays(31));
        union.Clock.Advance(TimeSpan.FromDays(31));
        await Neighbours.Eventually(async () => await union.Scalar("select failures from node.tool_fetch") is 1, "after a month it is a failure", union, fnt);
    }

    [Fact]
    public async Task Comes_whole_in_the_end_when_the_line_breaks_in_the_middle_and_half_of_it_is_given_to_nobody()
    {
        var broken = new TaskCompletionSource();
        await using var fnt = await RunningNode.Start(postgres, "FNT", services => services.AddSingleton<IStartupFilter>(new OnTheWay(async (http, go, time) =>
        {
            if (time > 1)
            {
                await broken.Task;
                await go(http);
                return;
            }

            http.Response.ContentLength = Archive.Length;
            await http.Response.Body.WriteAsync(Archive.AsMemory(0, Archive.Length / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
        })));
        await using var union = await Follower(fnt);
        await fnt.PublishTool(archive: Archive);
        await Neighbours.Eventually(async () => (await Troubles(union)).Count == 1, "the first try fails", union, fnt);
        var copy = Assert.Single(await union.Copies());
        Assert.Null(copy.Archive);
        Assert.IsType<ToolRefusal.NotMirrored>(await union.Services.GetRequiredService<CopyDesk>().Install(copy.Id, copy.Id, Cancel));
        Assert.Equal(0L, await union.Scalar("select count(*) from node.tool_archive"));

        broken.SetResult();
        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "it is mirrored", union, fnt);
        Assert.Null(await union.Services.GetRequiredService<CopyDesk>().Install(copy.Id, copy.Id, Cancel));
        using var mia = await union.SignedIn("mia");
        Assert.Equal(SHA256.HashData(Archive), SHA256.HashData(await mia.Http.GetByteArrayAsync($"/tools/copies/{copy.Id}/archive", Cancel)));
    }

    [Fact]
    public async Task Is_fetched_by_another_replica_within_a_minute_of_the_end_of_the_one_that_was_at_it()
    {
        var asked = new TaskCompletionSource();
        await using var fnt = await RunningNode.Start(postgres, "FNT", services => services.AddSingleton<IStartupFilter>(new OnTheWay(async (http, go, time) =>
        {
            if (time > 1)
            {
                await go(http);
                return;
            }

            asked.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        })));
        await using var union = await Follower(fnt, services => services.Remove(services.Single(each => each.ImplementationType == typeof(ArchiveFetcher))));
        var fetches = await union.StartReplica(SameAddress);
        await fnt.PublishTool(archive: Archive);
        await Neighbours.Eventually(() => Task.FromResult(asked.Task.IsCompleted), "a replica fetches it", union, fnt);
        await fetches.DisposeAsync();

        await using var takesOver = await union.StartReplica(SameAddress);
        union.Clock.Advance(TimeSpan.FromMinutes(1));
        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the other replica mirrors it");

        void SameAddress(IServiceCollection services) => services.AddSingleton(union.Services.GetRequiredService<NodeOptions>()); // peers know one
    }

    private async Task<RunningNode> Follower(RunningNode fnt, Action<IServiceCollection>? parts = null)
    {
        var union = await RunningNode.Start(postgres, parts: parts);
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await union.Follow(fnt, "tools");
        await Neighbours.Eventually(async () => (await union.PeerAt(fnt)).Following is [{ IsAccepted: true }], "the follow is accepted", union, fnt);
        return union;
    }

    private static Task<IReadOnlyDictionary<Guid, string>> Troubles(RunningNode node) => node.Services.GetRequiredService<CopyDesk>().Troubles(Cancel);

    private static string Noise(int length)
    {
        var bytes = new byte[length / 2];
        var chance = new Random(length);
        chance.NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }

    // Stands before the publisher's archives; told the how manieth request it is.
    private sealed class OnTheWay(Func<HttpContext, RequestDelegate, int, Task> act) : IStartupFilter
    {
        private int requests;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext http, RequestDelegate go) =>
                http.Request.Path.StartsWithSegments("/tool-archives", StringComparison.Ordinal) ? act(http, go, Interlocked.Increment(ref requests)) : go(http));
            next(app);
        };
    }
}
