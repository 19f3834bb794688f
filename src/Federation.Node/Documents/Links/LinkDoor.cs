using System.Net;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.Links;

/// <summary>
/// Says what somebody with a link gets at. Beside <see cref="Reaches"/> the only place that lets anybody in; like it, it is asked anew by every request
/// and remembers nothing.
/// </summary>
internal sealed class LinkDoor(NpgsqlDataSource source, DocumentViews views, ISecrets secrets, IMembers members, TimeProvider time)
{
    /// <summary>
    /// The link of a secret; null when there is none, when it ran out, when it is a drop box in a space that was closed, and when what it leads to is not where it was: in the trash, erased, or with a member
    /// whose account may not be used.
    /// </summary>
    public async Task<OpenLink?> Find(string token, CancellationToken cancel)
    {
        var found = await source.List($"""
            select link.id, link.kind, link.password, link.most_uses, coalesce(used.taken, 0), link.entry_id, space.id, space.owner_id, space.key_id
            from node.link join node.space on space.id = link.space_id left join node.link_use as used on used.link_id = link.id
            where link.token_hash = $1 and link.expires_at > $2 and {LinkTable.Takes}
            """, Read, cancel, secrets.HashOfToken(token), time.GetUtcNow());
        if (found is not [var (link, entryId)]
            || link.Space.OwnerId is { } owner && await members.Find(owner, cancel) is not { IsDisabled: false }
            || await views.Down(entryId, cancel) is not [var root, .., var entry] || root.Id != link.Space.Id)
        {
            return null;
        }

        return link with { Entry = entry };
    }

    /// <summary>From what the link leads to down to something in it; empty when that does not lie there.</summary>
    public async Task<IReadOnlyList<EntryCard>> Down(OpenLink link, Guid id, CancellationToken cancel) =>
        [.. (await views.Down(id, cancel)).SkipWhile(card => card.Id != link.Entry.Id)];

    /// <summary>Takes one use; false when none is left.</summary>
    public async Task<bool> Take(OpenLink link, CancellationToken cancel) =>
        await source.Run(LinkTable.Take("$1", "$2"), cancel, link.Id, time.GetUtcNow()) == 1;

    /// <summary>Tries a password; as few times as at signing in.</summary>
    public async Task<PasswordTry> Try(OpenLink link, string password, IPAddress? address, CancellationToken cancel) =>
        link.Password is null ? PasswordTry.Right
        : await secrets.Try(link.Id, password.Length <= LinkLimits.LongestPassword ? password : "", link.Password, address, cancel);

    private static (OpenLink Link, Guid EntryId) Read(NpgsqlDataReader row) => (
        new(row.GetGuid(0), new Space(row.GetGuid(6), row.IsDBNull(7) ? null : row.GetGuid(7), new SubjectId(row.GetGuid(8))), (LinkKind)row.GetInt16(1),
            row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt64(4)),
        row.GetGuid(5));
}

/// <summary>A link that works.</summary>
/// <param name="Id">The link.</param>
/// <param name="Space">The space it leads into.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Password">What a password is checked against; null: it asks for none.</param>
/// <param name="MostUses">How often it can be used.</param>
/// <param name="Uses">How often it was.</param>
internal sealed record OpenLink(Guid Id, Space Space, LinkKind Kind, string? Password, int? MostUses, long Uses)
{
    /// <summary>The folder or document.</summary>
    public EntryCard Entry { get; init; } = default!; // the door sets it before it gives the link away

    /// <summary>Whether no use of it is left; only a download that was counted goes on.</summary>
    public bool IsUsedUp => Uses >= MostUses;

    /// <summary>Whether previews are shown: not where downloads are counted, for they show much of what is counted.</summary>
    public bool ShowsPreviews => Kind == LinkKind.Download && MostUses is null;
}
