using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Holds;

/// <summary>Reads holds: all of them for officers, those over one thing for whoever sees it.</summary>
internal sealed class HoldViews(IDocumentStore store, NpgsqlDataSource source, HoldDesk desk, Reaches reaches, IMembers members, KeyVault vault)
{
    /// <summary>A page of the holds in force, or of those that were, the newest first, for officers and administrators.</summary>
    public async Task<Listed<HoldCard>> Some(bool areReleased, ListPage page, Guid viewer, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var some = areReleased ? session.Query<Hold>().Where(hold => hold.Release != null) : session.Query<Hold>().Where(hold => hold.Release == null);
        var found = await some.OrderByDescending(hold => hold.Id).Skip(page.Before).Take(ListPage.Asked).ToListAsync(cancel);
        return new(page, await Cards(session, found, await desk.Actor(viewer, cancel), cancel));
    }

    /// <summary>All holds, the newest first, for officers and administrators.</summary>
    /// <param name="viewer">Who looks; null: the command line.</param>
    public async Task<IReadOnlyList<HoldCard>> All(Guid? viewer, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var by = viewer is { } member ? await desk.Actor(member, cancel) : HoldActor.CommandLine;
        return await Cards(session, await session.Query<Hold>().OrderByDescending(hold => hold.Id).ToListAsync(cancel), by, cancel);
    }

    /// <summary>Holds in force over a folder or document, for who sees it.</summary>
    public async Task<HoldsOver> Over(Sight sight, Guid viewer, CancellationToken cancel)
    {
        var by = await desk.Actor(viewer, cancel);
        var ids = await Over(sight.Entry.Id, cancel);
        var mayPlace = by.IsOfficer || (sight.Reach.IsGroup && sight.Reach.Role == SpaceRole.Manager);
        if (ids.Count == 0)
        {
            return new([], mayPlace);
        }

        await using var session = store.QuerySession();
        var holds = await session.LoadManyAsync<Hold>(cancel, [.. ids]);
        return new(await Cards(session, [.. holds.OrderByDescending(hold => hold.Id)], by, cancel), mayPlace);
    }

    /// <summary>Ids of the holds in force over a folder or document, in the tree or in the trash.</summary>
    public Task<IReadOnlyList<Guid>> Over(Guid entryId, CancellationToken cancel) =>
        source.List("select hold_id from node.holds_over($1) as over (hold_id)", row => row.GetGuid(0), cancel, entryId);

    /// <summary>Holds in force on anything of a member's own documents, the oldest first, with what its page tells them.</summary>
    public async Task<IReadOnlyList<HoldCard>> OnOwnOf(Guid memberId, CancellationToken cancel)
    {
        var ids = await source.List("select distinct hold_id from node.hold_anchor where space_id = $1", row => row.GetGuid(0), cancel, Space.PersonalIdOf(memberId));
        await using var session = store.QuerySession();
        var holds = await session.LoadManyAsync<Hold>(cancel, [.. ids]);
        return await Cards(session, [.. holds.OrderBy(hold => hold.Id)], await desk.Actor(memberId, cancel), cancel);
    }

    /// <summary>Group spaces, for those who choose one to hold.</summary>
    public Task<IReadOnlyList<(Guid Id, string Name)>> Groups(CancellationToken cancel) =>
        source.List("select id, name from node.space where owner_id is null order by name, id", row => (row.GetGuid(0), row.GetString(1)), cancel);

    private async Task<IReadOnlyList<HoldCard>> Cards(IQuerySession session, IReadOnlyList<Hold> holds, HoldActor by, CancellationToken cancel)
    {
        var spaces = (await session.LoadManyAsync<Space>(cancel, [.. holds.Select(hold => hold.SpaceId).Distinct()])).ToDictionary(space => space.Id);
        var cards = new List<HoldCard>(holds.Count);
        foreach (var hold in holds)
        {
            var space = spaces.GetValueOrDefault(hold.SpaceId);
            var words = (await vault.Open(hold.Words, cancel)).Or(new HoldWords(""));
            var reads = HoldRules.MayRead(hold, space, by);
            var release = hold.Release;
            var waits = space?.OwnerId is { } owner && release is null ? (await members.ErasureOf(owner, cancel))?.DueAt : null;
            cards.Add(new(
                hold.Id, hold.EntryId == hold.SpaceId, await NameOf(hold, space, by, cancel), space is { OwnerId: null }, hold.At,
                words.Told.Length > 0 ? words.Told : HoldText.Told.ToString(), release?.At)
            {
                Why = reads ? words.Why : null,
                By = reads ? await PersonOf(hold.By, cancel) : "",
                ReleaseWhy = reads && release is not null ? (await vault.Open(release.Words, cancel)).Or(new HoldWords("")).Why : "",
                ReleasedBy = reads && release is not null ? await PersonOf(release.By, cancel) : "",
                ErasureDueAt = waits,
                MayRelease = release is null && space is { IsErased: false } && HoldRules.Release(hold, space, hold.Words, by, hold.At).Refusal is null,
            });
        }

        return cards;
    }

    // What a document is called is for those who see it; whose it is, for officers.
    private async Task<string> NameOf(Hold hold, Space? space, HoldActor by, CancellationToken cancel)
    {
        var whole = space is null or { IsErased: true } ? ""
            : space.OwnerId is { } owner ? by.IsOfficer ? (await members.Find(owner, cancel))?.Name ?? "" : ""
            : space.Name is { } name && (await vault.Open(name, cancel)).TryGet(out var opened) ? opened.Text : "";
        var entry = hold.EntryId != hold.SpaceId && by.MemberId is { } member && await reaches.Find(member, hold.EntryId, cancel) is { } sight ? sight.Entry.Name : "";
        return (whole, entry) switch
        {
            ("", _) => entry,
            (_, "") => whole,
            _ => $"{whole} / {entry}",
        };
    }

    private async Task<string> PersonOf(string by, CancellationToken cancel) =>
        Guid.TryParse(by, out var member) ? (await members.Find(member, cancel))?.Name ?? "" : new Text("the command line", "la ligne de commande", "la línea de órdenes").ToString();
}

/// <summary>Holds over one thing, as somebody sees it.</summary>
/// <param name="Cards">Those in force.</param>
/// <param name="MayPlace">Whether they may place one.</param>
internal sealed record HoldsOver(IReadOnlyList<HoldCard> Cards, bool MayPlace);

/// <summary>A hold as somebody sees it.</summary>
/// <param name="Id">The hold.</param>
/// <param name="IsWhole">On a whole space.</param>
/// <param name="Name">Whose documents, or what group's, and what of them; empty: not for them, or gone.</param>
/// <param name="IsGroup">On a group space or something in it.</param>
/// <param name="At">Since when.</param>
/// <param name="Told">What everybody reads who sees what is held.</param>
/// <param name="ReleasedAt">Until when; null: in force.</param>
internal sealed record HoldCard(Guid Id, bool IsWhole, string Name, bool IsGroup, DateTimeOffset At, string Told, DateTimeOffset? ReleasedAt)
{
    /// <summary>The case, the reason; null: not for them. Empty once whose documents they were was erased.</summary>
    public string? Why { get; init; }

    /// <summary>Who placed it.</summary>
    public string By { get; init; } = "";

    /// <summary>Why it was released.</summary>
    public string ReleaseWhy { get; init; } = "";

    /// <summary>Who released it.</summary>
    public string ReleasedBy { get; init; } = "";

    /// <summary>The day on which the owner was to be erased, which waits; null: nobody asked.</summary>
    public DateTimeOffset? ErasureDueAt { get; init; }

    /// <summary>Whether who looks may release it.</summary>
    public bool MayRelease { get; init; }
}
