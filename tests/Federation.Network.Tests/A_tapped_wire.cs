using System.Net;
using System.Text;
using Federation.Node.Members;
using Federation.Node.Tests;
using Npgsql;

namespace Federation.Network.Tests;

public sealed class A_tapped_wire(PostgresFixture postgres)
{
    [Fact]
    public async Task Gains_nothing_by_altering_or_replaying_and_a_stranger_is_turned_away()
    {
        await using var wire = await Wire.Tap();
        var database = await postgres.CreateDatabase();
        await using var fnt = await NodeProcess.SetUp("FNT", database, wire.Host);
        wire.Behind = fnt.Listen;
        await using var union = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await using var stranger = await NodeProcess.SetUp("Stranger", await postgres.CreateDatabase());
        await Task.WhenAll(new[] { fnt, union, stranger }.Select(async node =>
        {
            await node.Add(("sam", [Roles.Steward]));
            await node.Start();
        }));
        await union.Befriend(fnt);
        await fnt.Befriend(union);
        await union.Follow(fnt, "templates");
        using var ines = await union.SignedIn("ines");
        await Patiently.Until(
            async () =>
            {
                await ines.Open("/peers");
                Assert.Contains("we follow it", ines.Text, StringComparison.Ordinal);
            },
            "the follow is accepted");

        var letter = wire.Letters.Last();
        var before = await Steady(database);
        Assert.Equal(HttpStatusCode.OK, await wire.Post(letter)); // had already; said so, and nothing done
        var altered = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(letter.Body).Replace("templates", "statistics", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, await wire.Post(letter, altered));
        var unsigned = letter with { Headers = [.. letter.Headers.Where(header => !header.Name.StartsWith("Signature", StringComparison.OrdinalIgnoreCase))] };
        Assert.Equal(HttpStatusCode.Unauthorized, await wire.Post(unsigned));
        Assert.Equal(before, await Count(database));

        await stranger.Befriend(fnt); // on its own side only
        await stranger.Follow(fnt, "templates");
        using var mallory = await stranger.SignedIn("ines");
        await Patiently.Until(
            async () =>
            {
                await mallory.Open("/peers");
                Assert.Contains("has not approved us yet", mallory.Text, StringComparison.Ordinal);
            },
            "the stranger is turned away");
        using var iris = await fnt.SignedIn("ines");
        await iris.Open("/peers");
        Assert.Contains("Turned away", iris.Text, StringComparison.Ordinal);
        Assert.Contains(stranger.Host, iris.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Count(database));
    }

    // Receipts follow what they are about by seconds, both ways.
    private static async Task<long> Steady(string database)
    {
        var count = await Count(database);
        for (var same = 0; same < 12;) // six seconds
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            var now = await Count(database);
            (same, count) = (now == count ? same + 1 : 0, now);
        }

        return count;
    }

    // Everything the federation has taken in or has to send.
    private static async Task<long> Count(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            "select (select count(*) from node.mt_events where type like 'peer%') + (select count(*) from node.received) + (select count(*) from node.outbox)");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!; // a count
    }
}
