using System.Globalization;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Members;

/// <summary>The administrators' list of accounts, a page at a time, oldest first; without those who were erased.</summary>
/// <remarks>
/// Names are sealed one by one, so PostgreSQL cannot look into them: a search opens them in its order, a few at a time, and ends where its page is full.
/// No table says in the clear who is here, not for a search either.
/// </remarks>
internal sealed class Roster(IDocumentStore store, KeyVault vault)
{
    /// <summary>Names that a search opens at once: one question for their keys, and no more than these in memory.</summary>
    private const int OpenedAtOnce = 500;

    /// <summary>The accounts of a place in the list.</summary>
    public async Task<RosterPage> Show(RosterPlace place, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var total = await session.Query<Member>().CountAsync(member => !member.IsErased, cancel);
        var waiting = await session.Query<Member>().CountAsync(member => !member.IsErased && (member.Proposals.Any() || member.Erasure != null), cancel);
        var found = await Find(session, place, cancel);
        var listed = new Listed<(Member Member, PersonName Name)>(new(place.Page), found);
        return new(place, listed.Rows, listed.HasMore, total, waiting);
    }

    /// <summary>Whether anybody has a role.</summary>
    public async Task<bool> HasAny(string role, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Member>().AnyAsync(member => member.Roles.Contains(role), cancel);
    }

    // One more than a page, so that it is known whether another follows.
    private async Task<List<(Member Member, PersonName Name)>> Find(IQuerySession session, RosterPlace place, CancellationToken cancel)
    {
        var before = new ListPage(place.Page).Before;
        var listed = session.Query<Member>().Where(member => !member.IsErased);
        listed = place.IsWaiting ? listed.Where(member => member.Proposals.Any() || member.Erasure != null) : listed;
        var ordered = listed.OrderBy(member => member.Id);
        if (place.Search.Length == 0)
        {
            return await Named(await ordered.Skip(before).Take(ListPage.Asked).ToListAsync(cancel), cancel);
        }

        var found = new List<(Member Member, PersonName Name)>();
        var read = new List<Member>(OpenedAtOnce);
        await foreach (var member in ordered.ToAsyncEnumerable(cancel))
        {
            read.Add(member);
            if (read.Count == OpenedAtOnce)
            {
                found.AddRange(await Matching(read, place.Search, cancel));
                read.Clear();
                if (found.Count > before + ListPage.Size)
                {
                    break;
                }
            }
        }

        found.AddRange(await Matching(read, place.Search, cancel));
        return [.. found.Skip(before).Take(ListPage.Asked)];
    }

    private async Task<IEnumerable<(Member Member, PersonName Name)>> Matching(IReadOnlyList<Member> members, string search, CancellationToken cancel) =>
        (await Named(members, cancel)).Where(each => Holds(each.Name.DisplayName, search) || Holds(each.Name.SignInName, search));

    private async Task<List<(Member Member, PersonName Name)>> Named(IReadOnlyList<Member> members, CancellationToken cancel)
    {
        var names = await vault.OpenAll([.. members.Select(member => member.Name)], cancel); // one question for all, not one for each
        return [.. members.Zip(names, (member, name) => (member, MemberDesk.NameOf(name)))];
    }

    // Ines finds Inés: who searches does not always know how a name is written.
    private static bool Holds(string name, string search) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(name, search, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}

/// <summary>Some of the accounts.</summary>
/// <param name="Place">Where in the list.</param>
/// <param name="Accounts">At most <see cref="ListPage.Size"/>.</param>
/// <param name="HasMore">Whether a page follows.</param>
/// <param name="Total">Accounts in all.</param>
/// <param name="Waiting">Those of them about whom something waits for a second person.</param>
public sealed record RosterPage(RosterPlace Place, IReadOnlyList<(Member Member, PersonName Name)> Accounts, bool HasMore, int Total, int Waiting);
