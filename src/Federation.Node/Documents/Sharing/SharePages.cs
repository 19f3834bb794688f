using Federation.Node.Documents.Links;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Sharing;

/// <summary>Gathers what pages show of who gets at what, with names.</summary>
internal sealed class SharePages(ShareViews views, LinkViews links, IMembers members, TimeProvider time)
{
    /// <summary>For who manages it: the shares of a folder or document and everybody who can see it.</summary>
    public async Task<SharingCard> Of(Sight sight, CancellationToken cancel)
    {
        var groups = sight.Groups.ToList();
        var shares = new List<ShareCard>();
        foreach (var share in await views.SharesOf(sight.Entry.Id, cancel))
        {
            var with = share.MemberId is { } member ? await NameOf(member, cancel)
                : groups.Find(group => group.Space.Id == share.GroupId)?.Name
                ?? new Text("a group you are not in", "un groupe dont vous ne faites pas partie", "un grupo al que no pertenece").ToString();
            shares.Add(new(share.Id, with, share.GroupId is not null, share.Role));
        }

        var seers = new List<(Seer, string)>();
        foreach (var seer in await views.WhoSees(sight.Entry.Id, cancel))
        {
            if (await members.Find(seer.MemberId, cancel) is { IsDisabled: false } person)
            {
                seers.Add((seer, person.Name));
            }
        }

        return new(shares, seers, [.. groups.Where(group => group.Space.Id != sight.Reach.Space.Id)], await links.LeadingTo(sight.Entry.Id, cancel), time.GetUtcNow());
    }

    /// <summary>Who is in the group space whose root this is, for everybody in it; null for anything else.</summary>
    public async Task<SpacePeopleCard?> People(Sight sight, Guid viewer, ListPage page, CancellationToken cancel)
    {
        if (sight.Entry.Id != sight.Reach.Space.Id || sight.Reach.Space.OwnerId is not null)
        {
            return null;
        }

        var people = new List<PersonCard>();
        foreach (var person in await views.PeopleOf(sight.Reach.Space.Id, viewer, page, cancel))
        {
            people.Add(new(person.MemberId, await NameOf(person.MemberId, cancel), person.Role));
        }

        return new(new(page, people), await views.CountOf(sight.Reach.Space.Id, cancel));
    }

    private async Task<string> NameOf(Guid memberId, CancellationToken cancel) => (await members.Find(memberId, cancel))?.Name ?? "";
}

/// <summary>Who gets at a folder or document.</summary>
/// <param name="Shares">Its own shares.</param>
/// <param name="Seers">Everybody who can see it, with their names; without those whose accounts are disabled, who see nothing.</param>
/// <param name="Groups">Group spaces it can be shared with.</param>
/// <param name="Links">Links that lead to it: its own first, then those to folders above.</param>
/// <param name="Now">When this was so.</param>
internal sealed record SharingCard(
    IReadOnlyList<ShareCard> Shares, IReadOnlyList<(Seer Seer, string Name)> Seers, IReadOnlyList<Reach> Groups, IReadOnlyList<LinkCard> Links, DateTimeOffset Now)
{
    /// <summary>Address of a link made just now.</summary>
    public string? Address { get; init; }

    /// <summary>Links by which anybody who has the address can see it.</summary>
    public IEnumerable<LinkCard> OpenLinks => Links.Where(link => link.Kind == LinkKind.Download && !link.IsOver(Now));
}

/// <summary>One share.</summary>
/// <param name="Id">The share.</param>
/// <param name="With">Name of the member or the group space.</param>
/// <param name="IsGroup">Which of the two.</param>
/// <param name="Role">What they may do.</param>
internal sealed record ShareCard(Guid Id, string With, bool IsGroup, SpaceRole Role);

/// <summary>Who is in a group space.</summary>
/// <param name="Listed">A page of them.</param>
/// <param name="Total">How many they are.</param>
internal sealed record SpacePeopleCard(Listed<PersonCard> Listed, long Total);

/// <summary>Somebody in a group space.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Name">Display name.</param>
/// <param name="Role">What they may do.</param>
internal sealed record PersonCard(Guid MemberId, string Name, SpaceRole Role);
