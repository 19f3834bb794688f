using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Documents;
using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Members.Erasures;
using Federation.Node.Tests.Members;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_held(NodeOfAClass shared) : IClassFixture<NodeOfAClass>
{
    private const string Holds = "/documents/holds", Why = "case 7/26, theft of the strike fund";

    private static int people;

    private RunningNode Node => shared.Node;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_destroyed_by_no_door_and_by_every_one_that_is_due_once_it_is_released()
    {
        var (ana, name) = await Somebody();
        var (ines, _) = await Somebody(Roles.Officer);
        await ana.Device.Status("MKCOL", "/dav/f");
        await ana.Device.Put($"/dav/f/{name}.txt", "one");
        await ana.Device.Put($"/dav/f/{name}.txt", "two");
        await ana.Device.Put("/dav/f/t.txt", "trash");
        await ana.Device.Put("/dav/free.txt", "free");
        var id = await ana.Id($"{name}.txt");
        var (status, hold) = await ines.Post(Holds, ("person", name), ("why", Why));
        Assert.Equal(200, status);

        Assert.Equal(204, await ana.Device.Status("DELETE", "/dav/f/t.txt"));
        var (refused, answer) = await ana.Erase(await ana.InTrash("t.txt"));
        Assert.Equal((423, "documents.held"), (refused, (string?)answer["code"]));
        Assert.DoesNotContain("strike fund", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((0, 1), Emptied(await ana.Post("/documents/trash/empty")));
        Assert.True((bool)Assert.Single(await ana.Trash())!["isHeld"]!);
        Node.Clock.Advance(TimeSpan.FromDays(40));
        await ana.Upkeep();
        await ana.Upkeep();
        Assert.Single(await ana.Trash());
        Assert.Equal(2, (await ana.Versions(id)).Count);
        Assert.Equal(4, await Versions(ana));

        Assert.Equal(204, (await ines.Post($"{Holds}/{(string?)hold["id"]}/release", ("why", "case is over"))).Status);
        await ana.Upkeep();
        Assert.Empty(await ana.Trash());
        Assert.Equal(2, (int)Assert.Single(await ana.Versions(id))!["number"]!);
        Assert.Equal(2, await Versions(ana));
        Assert.Equal((0, 0, 0), await Looked(ana));
    }

    [Fact]
    public async Task Takes_its_hold_along_when_it_leaves_what_is_held()
    {
        var (ana, name) = await Somebody();
        var (ines, _) = await Somebody(Roles.Administrator);
        await ana.Device.Status("MKCOL", $"/dav/{name}");
        await ana.Device.Status("MKCOL", $"/dav/{name}/in");
        await ana.Device.Put($"/dav/{name}/in/moved.txt", "m");
        await ana.Device.Put($"/dav/{name}/restored.txt", "r");
        await ana.Device.Put("/dav/passing.txt", "p");
        await ana.Device.Put("/dav/free.txt", "f");
        var folder = await ana.Id(name);
        Assert.Equal(200, (await ines.Post($"/documents/{folder}/holds", ("why", Why))).Status);

        // Moved out; put in later and moved out; only passing through; restored to somewhere else.
        await Move(ana, $"/dav/{name}/in", "/dav/out");
        await ana.Device.Put($"/dav/{name}/later.txt", "l");
        await Move(ana, $"/dav/{name}/later.txt", "/dav/later.txt");
        await Move(ana, "/dav/passing.txt", $"/dav/{name}/passing.txt");
        await Move(ana, $"/dav/{name}/passing.txt", "/dav/passing.txt");
        await ana.Device.Status("DELETE", $"/dav/{name}/restored.txt");
        var before = await Anchors(ana);
        using (var daemon = await Node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync())
        {
            await daemon.RebuildProjectionAsync("EntryTable", Cancel);
        }

        Assert.Equal(before, await Anchors(ana));
        foreach (var path in new[] { "/dav/out", "/dav/later.txt", "/dav/passing.txt", "/dav/free.txt" })
        {
            Assert.Equal(204, await ana.Device.Status("DELETE", path));
        }

        foreach (var held in new[] { "out", "later.txt", "passing.txt", "restored.txt" })
        {
            Assert.Equal((held, 423), (held, (await ana.Erase(await ana.InTrash(held))).Status));
        }

        Assert.Equal(200, (await ana.Erase(await ana.InTrash("free.txt"))).Status);
        Assert.Equal(204, await ana.Device.Status("DELETE", $"/dav/{name}"));
        Assert.Equal(423, (await ana.Erase(await ana.InTrash(name))).Status);
        Assert.Equal(200, (await ana.Restore(await ana.InTrash("out"))).Status);
        Assert.Equal("m", await ana.Device.Read("/dav/out/moved.txt"));
    }

    [Fact]
    public async Task Leaves_the_scraps_of_programs_in_the_trash()
    {
        var (ana, _) = await Somebody();
        var (ines, _) = await Somebody(Roles.Officer);
        await ana.Device.Put("/dav/a.txt", "one");
        Assert.Equal(200, (await ines.Post($"/documents/{Space.PersonalIdOf(ana.Member)}/holds", ("why", Why))).Status);
        await ana.Device.Put("/dav/~a.tmp", "two");
        await Move(ana, "/dav/~a.tmp", "/dav/a.txt");
        Assert.Equal("~a.tmp", (string?)Assert.Single(await ana.Trash())!["name"]);
        Assert.Equal("two", await ana.Device.Read("/dav/a.txt"));
    }

    [Fact]
    public async Task Keeps_its_member_until_the_last_hold_is_released_and_then_not_a_minute_longer()
    {
        var (ana, name) = await Somebody();
        var (ines, officer) = await Somebody(Roles.Officer);
        var (sam, administrator) = await Somebody(Roles.Administrator);
        await ana.Device.Put("/dav/a.txt", "evidence");
        var (_, first) = await ines.Post(Holds, ("person", name), ("why", Why), ("told", "A court asked for them."));
        var (_, second) = await sam.Post(Holds, ("person", name), ("why", "audit"));
        await A_member_to_be_erased.Erase(Node, ana.Member);
        Assert.Equal("evidence", await ana.Device.Read("/dav/a.txt"));

        using var visitor = await Node.SignedIn(name);
        foreach (var page in new[] { "/", "/account" })
        {
            await visitor.Open(page);
            Assert.Contains("The erasure waits", visitor.Text, StringComparison.Ordinal);
            Assert.Contains("A court asked for them.", visitor.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("strike fund", visitor.Text, StringComparison.Ordinal);
        }

        using var administration = await Node.SignedIn(administrator);
        await administration.Open("/members");
        Assert.Contains("The erasure waits", administration.Text, StringComparison.Ordinal);
        await administration.Open(Holds);
        Assert.Contains("to be erased since", administration.Text, StringComparison.Ordinal);

        Assert.Equal(204, (await ines.Post($"{Holds}/{(string?)first["id"]}/release", ("why", "settled"))).Status);
        await A_member_to_be_erased.Pass(Node, 1);
        Assert.Equal("evidence", await ana.Device.Read("/dav/a.txt"));
        Assert.Equal(204, (await sam.Post($"{Holds}/{(string?)second["id"]}/release", ("why", "settled"))).Status);

        // The replica that took the release dies; two others look at once.
        await using var replica = await Node.StartReplica();
        await Task.WhenAll(A_member_to_be_erased.Pass(Node, 0), A_member_to_be_erased.Pass(replica, 0));
        await A_member_to_be_erased.Pass(Node, 1);
        Assert.Equal(1, await Node.Count($"node.mt_events where type = 'member.erased.v1' and stream_id = '{ana.Member}'"));
        Assert.Equal(KeyState.Erased, await Node.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(ana.Member), Cancel));
        await A_member_to_be_erased.Until(async () => await Versions(ana) == 0);

        // The record stays: who, when; why goes with the member's key.
        var record = (await ines.Json(Holds)).AsArray().Single(each => (string?)each!["id"] == (string?)first["id"])!;
        Assert.Equal((officer, "", ""), ((string?)record["by"], (string?)record["why"], (string?)record["on"]));
    }

    [Fact]
    public async Task Is_held_against_what_began_to_destroy_it_before()
    {
        var (ana, name) = await Somebody();
        await ana.Device.Put($"/dav/{name}.txt", "one");
        var id = await ana.Id($"{name}.txt");
        await ana.Device.Status("DELETE", $"/dav/{name}.txt");
        var space = Space.PersonalIdOf(ana.Member);
        Assert.Equal(423, await Meanwhile(
            $"select from node.entry where id = '{space}' for no key update", id, space, async () => (await ana.Erase(id)).Status));
        await Node.Run($"delete from node.hold_anchor where space_id = '{space}'");
        await Meanwhile($"select from node.entry where id = '{space}' for no key update", id, space, () =>
        {
            Node.Clock.Advance(TimeSpan.FromDays(40));
            return ana.Upkeep();
        });
        Assert.Single(await ana.Trash());
        Assert.Equal(200, (await ana.Restore(id)).Status);

        // The end of a member's key waits at its row.
        await Node.Run($"delete from node.hold_anchor where space_id = '{space}'");
        Assert.Null(await Node.Services.GetRequiredService<MemberDesk>().AskErasure(ana.Member, ana.Member.ToString(), Cancel));
        await Meanwhile($"select from node.wrapped_key where id = '{ana.Member}' for share", id, space, () =>
        {
            Node.Clock.Advance(TimeSpan.FromDays(8));
            return Node.Services.GetRequiredService<MemberErasures>().Run(Cancel);
        });
        Assert.Equal(KeyState.Live, await Node.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(ana.Member), Cancel));
        Assert.Equal("one", await ana.Device.Read($"/dav/{name}.txt"));
        await Node.Run($"delete from node.hold_anchor where space_id = '{space}'");
    }

    [Fact]
    public async Task Cannot_be_held_when_its_end_came_first()
    {
        var (ana, name) = await Somebody();
        var (ines, _) = await Somebody(Roles.Officer);
        await ana.Device.Put($"/dav/{name}.txt", "one");
        var id = await ana.Id($"{name}.txt");
        await ana.Destroy($"/dav/{name}.txt");
        Assert.Equal(404, (await ines.Post($"/documents/{id}/holds", ("why", Why))).Status);
        await A_member_to_be_erased.Erase(Node, ana.Member);
        Assert.Equal(422, (await ines.Post(Holds, ("person", name), ("why", Why))).Status);
        Assert.NotEqual(200, (await ines.Post($"/documents/{Space.PersonalIdOf(ana.Member)}/holds", ("why", Why))).Status);
    }

    [Fact]
    public async Task Is_held_and_released_by_those_who_may_and_says_why()
    {
        var (ana, name) = await Somebody();
        var (ben, reader) = await Somebody();
        var (ines, officer) = await Somebody(Roles.Officer);
        var branch = await ana.OpenSpace($"Branch {name}");
        await ana.LetIn(branch, reader, "viewer");
        await ana.Device.Put($"/dav/Branch%20{Uri.EscapeDataString(name)}/{name}.txt", "x");
        var id = await ana.Id($"{name}.txt");

        Assert.Equal((403, 403), ((await ana.Post($"/documents/{Space.PersonalIdOf(ana.Member)}/holds", ("why", "mine"))).Status, (await ben.Post($"/documents/{id}/holds", ("why", "x"))).Status));
        Assert.Equal(HttpStatusCode.Forbidden, await ana.Get(Holds));
        Assert.Equal((422, 422), ((await ana.Post($"/documents/{id}/holds", ("why", " "))).Status, (await ana.Post($"/documents/{id}/holds", ("why", new string('x', 2001)))).Status));
        var (_, hers) = await ana.Post($"/documents/{id}/holds", ("why", "our audit"), ("told", "Wait for the audit."));
        var (_, officers) = await ines.Post(Holds, ("space", branch.ToString()), ("why", Why));

        using var page = await Node.SignedIn(reader);
        await page.Open($"/documents/{id}");
        Assert.Contains("Under a legal hold", page.Text, StringComparison.Ordinal);
        Assert.Contains("Wait for the audit.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("our audit", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("strike fund", page.Text, StringComparison.Ordinal);
        using var manager = await Node.SignedIn(name);
        await manager.Open($"/documents/{id}");
        Assert.Contains("our audit", manager.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("strike fund", manager.Text, StringComparison.Ordinal);

        Assert.Equal(403, (await ana.Post($"{Holds}/{(string?)officers["id"]}/release", ("why", "no"))).Status);
        Assert.Equal(403, (await ben.Post($"{Holds}/{(string?)hers["id"]}/release", ("why", "no"))).Status);
        Assert.Equal(422, (await ana.Post($"{Holds}/{(string?)hers["id"]}/release", ("why", ""))).Status);
        await manager.Submit($"{Holds}/{(string?)hers["id"]}/release", ("why", "audit done"), ("entry", id.ToString()));
        Assert.DoesNotContain("Wait for the audit.", manager.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await ines.Post($"{Holds}/{Guid.Empty}/release", ("why", "x"))).Status);

        // Nobody ends a hold on their own documents.
        var (_, own) = await ines.Post(Holds, ("person", officer), ("why", Why));
        Assert.Equal((403, "documents.own-documents"), (await ines.Post($"{Holds}/{(string?)own["id"]}/release", ("why", "x"))) is var (code, why) ? (code, (string?)why["code"]) : default);
        Assert.Null(await Node.Services.GetRequiredService<HoldDesk>().Release(Guid.Parse((string)own["id"]!), "x", HoldActor.CommandLine, Cancel));
    }

    /// <summary>Begins something while a lock keeps it waiting, and places a hold in that transaction.</summary>
    private async Task<T> Meanwhile<T>(string turn, Guid entry, Guid space, Func<Task<T>> work)
    {
        await using var connection = await Node.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await connection.Run(turn, Cancel);
        await connection.Run("insert into node.hold_anchor (entry_id, hold_id, space_id) values ($1, $2, $3)", Cancel, entry, Guid.CreateVersion7(), space);
        var begun = work();
        while (!begun.IsCompleted && await Node.Count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
        {
            await Task.Delay(20, Cancel);
        }

        Assert.False(begun.IsCompleted, "It does not wait for whoever holds.");
        await transaction.CommitAsync(Cancel);
        return await begun;
    }

    private Task<bool> Meanwhile(string turn, Guid entry, Guid space, Func<Task> work) => Meanwhile(turn, entry, space, async () =>
    {
        await work();
        return true;
    });

    private async Task<(Drive Drive, string Name)> Somebody(params string[] roles)
    {
        var name = $"held{Interlocked.Increment(ref people)}";
        return (await Drive.Of(Node, name, roles), name);
    }

    private Task<long> Versions(Drive drive) => Node.Count($"node.document_version where space_id = '{Space.PersonalIdOf(drive.Member)}'");

    private async Task<IReadOnlyList<Guid>> Anchors(Drive drive) => await Node.Services.GetRequiredService<NpgsqlDataSource>().List(
        "select entry_id from node.hold_anchor where space_id = $1 order by entry_id", row => row.GetGuid(0), Cancel, Space.PersonalIdOf(drive.Member));

    private static async Task Move(Drive drive, string from, string to) =>
        Assert.Contains(await drive.Device.Status("MOVE", from, null, ("Destination", to)), new[] { 201, 204 });

    private static (int Erased, int Held) Emptied((int Status, JsonNode Answer) emptied) => ((int)emptied.Answer["erased"]!, (int)emptied.Answer["held"]!);

    private static async Task<(int Faults, int Doomed, int Unnamed)> Looked(Drive drive) =>
        await drive.Check() is var check ? (check.Faults.Count, check.Doomed, check.Unnamed.Count) : default;
}
