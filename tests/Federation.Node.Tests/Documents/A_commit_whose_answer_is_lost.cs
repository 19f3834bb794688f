using System.Security.Cryptography;
using Marten;
using Marten.Services;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

/// <summary>The connection to the database breaks at the moment of a commit: the node cannot know whether it was done.</summary>
public sealed class A_commit_whose_answer_is_lost(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Takes_no_bytes_from_a_document_that_was_kept_and_leaves_none_of_one_that_was_not(bool isDone)
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/first.txt", "1");
        var small = node.Blobs().Count;
        var content = RandomNumberGenerator.GetBytes(100_000);
        var breaks = new Break(isDone);
        ((DocumentStore)node.Services.GetRequiredService<IDocumentStore>()).Options.Listeners.Add(breaks);
        breaks.IsOn = true;
        Assert.InRange(await ana.Device.Status("PUT", "/dav/minutes.bin", new ByteArrayContent(content)), 500, 599);

        node.Clock.Advance(TimeSpan.FromMinutes(2));
        await ana.Upkeep();
        Assert.Equal(small + (isDone ? 1 : 0), node.Blobs().Count);
        Assert.Equal(isDone ? 200 : 404, await ana.Device.Status("GET", "/dav/minutes.bin"));
        Assert.InRange(await ana.Device.Status("PUT", "/dav/minutes.bin", new ByteArrayContent(content)), 200, 299); // as a program does that was told of a failure
        Assert.Equal(content, await ana.Browser.GetByteArrayAsync($"/documents/{await ana.Id("minutes.bin")}/content", Cancel));
        Assert.Equal(small + 1, node.Blobs().Count);
    }

    // Once, of a document: before it is done, or after.
    private sealed class Break(bool isDone) : DocumentSessionListenerBase
    {
        public bool IsOn { get; set; }

        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            Fail(!isDone && session.PendingChanges.Streams().Any());
            return Task.CompletedTask;
        }

        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            Fail(isDone && commit.GetStreams().Any());
            return Task.CompletedTask;
        }

        private void Fail(bool isNow)
        {
            if (IsOn && isNow)
            {
                IsOn = false;
                throw new NpgsqlException("Exception while reading from stream");
            }
        }
    }
}
