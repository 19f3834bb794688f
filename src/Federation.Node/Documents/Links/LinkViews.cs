using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.Links;

/// <summary>Reads links for those who manage what they lead to.</summary>
internal sealed class LinkViews(NpgsqlDataSource source)
{
    private const string Columns = "link.id, link.entry_id, entry.name, link.kind, link.label, link.password is not null, link.expires_at, link.most_uses, coalesce(used.taken, 0)";

    /// <summary>All links that lead to a folder or document: its own first, then those to the folders above it.</summary>
    public Task<IReadOnlyList<LinkCard>> LeadingTo(Guid entryId, CancellationToken cancel) => source.List($"""
        with recursive up as (
            select id, parent_id, name, 0 as step from node.entry where id = $1
            union all
            select entry.id, entry.parent_id, entry.name, step + 1 from up join node.entry on entry.id = up.parent_id)
        select {Columns} from up as entry join node.link on link.entry_id = entry.id left join node.link_use as used on used.link_id = link.id
        order by entry.step, link.made_at, link.id
        """, Card, cancel, entryId);

    /// <summary>All links into spaces, by what they lead to.</summary>
    public Task<IReadOnlyList<LinkCard>> Into(IReadOnlyCollection<Guid> spaces, CancellationToken cancel) => source.List($"""
        select {Columns} from node.link join node.entry on entry.id = link.entry_id left join node.link_use as used on used.link_id = link.id
        where link.space_id = any($1) order by entry.name, link.made_at, link.id
        """, Card, cancel, spaces.ToArray());

    /// <summary>Whether something came through a link rather than from a member; the link may have ended since.</summary>
    /// <param name="by">Who or what put it.</param>
    public async Task<bool> IsLink(Guid by, CancellationToken cancel) =>
        await source.List("select 1 from node.mt_doc_link where id = $1", row => row.GetInt32(0), cancel, by) is [_];

    private static LinkCard Card(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), (LinkKind)row.GetInt16(3), row.GetString(4), row.GetBoolean(5),
        row.GetFieldValue<DateTimeOffset>(6), row.IsDBNull(7) ? null : row.GetInt32(7), row.GetInt64(8));
}

/// <summary>A link as those see it who manage what it leads to.</summary>
/// <param name="Id">The link.</param>
/// <param name="EntryId">What it leads to.</param>
/// <param name="Name">What that is called.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Label">What it is called itself; may be empty.</param>
/// <param name="HasPassword">Whether it asks for a password.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="MostUses">How often it can be used; null: as often as anybody likes.</param>
/// <param name="Uses">How often it was.</param>
internal sealed record LinkCard(
    Guid Id, Guid EntryId, string Name, LinkKind Kind, string Label, bool HasPassword, DateTimeOffset ExpiresAt, int? MostUses, long Uses)
{
    /// <summary>The last day it works.</summary>
    public DateOnly Day => DateOnly.FromDateTime(ExpiresAt.UtcDateTime).AddDays(-1);

    /// <summary>Whether it lets nobody in any more.</summary>
    public bool IsOver(DateTimeOffset now) => ExpiresAt <= now || Uses >= MostUses;
}
