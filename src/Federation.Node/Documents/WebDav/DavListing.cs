using System.Xml;
using System.Xml.Linq;
using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Properties;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.SyncClients;

namespace Federation.Node.Documents.WebDav;

/// <summary>Answers PROPFIND (RFC 4918 §9.1); reads locks, programs' properties and sizes only for who asks for them.</summary>
internal sealed class DavListing(
    DocumentViews views, ChangeViews changes, QuotaViews quotas, PropertyTable properties, LockTable lockTable, LockDesk locks, ShownTags tags, KnownChecksums checksums, TimeProvider time)
{
    public async Task<IResult> Show(HttpContext http, Way way, Place place, EntryCard entry)
    {
        var cancel = http.RequestAborted;
        if (!DavHeaders.TryDepth(http.Request, out var depth))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.BadDepth());
        }

        var (asked, refusal) = await DavRequests.Find(http.Request, cancel);
        if (asked is null || depth is null)
        {
            return DavAnswers.Refused(http, refusal ?? new DocumentRefusal.InfiniteDepth());
        }

        var deep = depth == 1 && entry.IsFolder;
        var tagOf = entry.IsFolder && (asked.Usual || asked.Names.Contains(DavProperties.Tag)) ? await tags.Of(entry.Id, deep, way.Others, cancel) : _ => ""; // before what lies in it is read
        var tokenOf = await Tokens(way, entry, asked, cancel); // likewise
        var inside = deep ? [.. await views.In(entry.Id, cancel), .. way.Others.Select(reach => reach.Shown)] : (IReadOnlyList<EntryCard>)[];
        var own = asked.Usual || asked.Names.Any(name => !DavProperties.IsProtected(name)) ? await properties.Of(entry.Id, inside.Count > 0, cancel) : null;
        var shown = await Locks(way.Space, place, asked, inside, cancel);
        Reach ReachOf(Guid id) => way.Others.FirstOrDefault(reach => reach.Top.Id == id) ?? way.Reach;
        var facts = new ListedFacts(
            tagOf,
            asked.Names.Contains(SyncProperties.Size) && entry.IsFolder ? await views.Sizes(entry.Id, [.. way.Others.Select(reach => reach.Top.Id)], cancel) : _ => 0,
            asked.Names.Contains(SyncProperties.Checksums) ? await checksums.Of([.. inside.Append(entry).Where(card => !card.IsFolder).Select(card => card.Id)], cancel) : _ => [],
            ReachOf,
            await Use([way.Reach, .. inside.Count > 0 ? way.Others : []], ReachOf, asked, cancel),
            tokenOf);
        var address = DavHeaders.RootOf(http);
        var resources = inside.Select(card => (Path: (IReadOnlyList<string>)[.. place.Path, card.Name], Card: card)).Prepend((Path: place.Path, Card: entry))
            .Select(each => new DavResource(
                DavPath.Write(address, each.Path, each.Card.IsFolder), each.Card, shown(each.Card), own is null ? [] : [.. own[each.Card.Id]], address, facts));
        return new MultiStatus(resources.Select<DavResource, Action<XmlWriter>>(resource => xml => Write(xml, resource, asked)));
    }

    /// <summary>The locks that cover a place, as they are shown.</summary>
    public async Task<IReadOnlyList<ShownLock>> Covering(Space space, Place place, CancellationToken cancel) =>
        await Open(space, LockRules.Covering(place), cancel);

    /// <summary>Entries from anywhere in what a member gets at, as they are now; not their locks.</summary>
    /// <param name="some">Each with its path, and by which other reach it is got at; null: the way's.</param>
    public async Task<IReadOnlyList<Action<XmlWriter>>> Show(
        HttpContext http, IReadOnlyList<(IReadOnlyList<string> Path, EntryCard Card, Reach? Reach)> some, Way way, IEnumerable<Reach> others, AskedProperties asked, CancellationToken cancel)
    {
        var reaches = some.Where(each => each.Reach is not null).DistinctBy(each => each.Card.Id).ToDictionary(each => each.Card.Id, each => each.Reach!); // not null: the line before
        Reach ReachOf(Guid id) => reaches.GetValueOrDefault(id) ?? way.Reach;
        var folders = some.Where(each => each.Card.IsFolder).Select(each => each.Card.Id).ToList();
        var sizes = new Dictionary<Guid, long>();
        foreach (var id in asked.Names.Contains(SyncProperties.Size) ? folders : [])
        {
            sizes[id] = await views.Size(id, cancel);
        }

        var own = asked.Names.Any(name => !DavProperties.IsProtected(name)) ? await properties.Of([.. some.Select(each => each.Card.Id)], cancel) : null;
        var mark = asked.Names.Contains(SyncReport.Token) || asked.Names.Contains(SyncProperties.Fingerprint) ? await changes.Now([way.Space.Id, .. others.Select(reach => reach.Space.Id)], cancel) : null;
        var facts = new ListedFacts(
            asked.Names.Contains(DavProperties.Tag) ? await tags.Plain(folders, cancel) : _ => "",
            id => sizes.GetValueOrDefault(id),
            asked.Names.Contains(SyncProperties.Checksums) ? await checksums.Of([.. some.Where(each => !each.Card.IsFolder).Select(each => each.Card.Id)], cancel) : _ => [],
            ReachOf,
            await Use([way.Reach, .. others], ReachOf, asked, cancel),
            id => mark is null ? null : new(id, mark));
        var address = DavHeaders.RootOf(http);
        return [.. some.Select(each => new DavResource(DavPath.Write(address, each.Path, each.Card.IsFolder), each.Card, [], own is null ? [] : [.. own[each.Card.Id]], address, facts))
            .Select<DavResource, Action<XmlWriter>>(resource => xml => Write(xml, resource, asked, DavProperties.LockDiscovery))];
    }

    /// <summary>Whether anything of these names lies in a folder.</summary>
    public async Task<bool> AnyCalled(Guid folderId, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        (await views.In(folderId, cancel)).Any(card => names.Contains(card.Name));

    private async Task<Func<Guid, SyncToken?>> Tokens(Way way, EntryCard entry, AskedProperties asked, CancellationToken cancel)
    {
        if (!asked.Names.Contains(SyncReport.Token) && !asked.Names.Contains(SyncProperties.Fingerprint))
        {
            return _ => null;
        }

        var mark = await changes.Now([way.Space.Id, .. way.Others.Select(reach => reach.Space.Id)], cancel);
        var others = SyncToken.Describe(way.Others);
        return id => id == entry.Id ? new SyncToken(id, mark) { Others = others } : new(id, mark);
    }

    // Of a share: what lies in it. How full the space is that it lies in is not for those to know who see only a part of it; but who puts
    // things there is told what still fits.
    private async Task<Func<Guid, SpaceUse>> Use(IReadOnlyList<Reach> reaches, Func<Guid, Reach> reachOf, AskedProperties asked, CancellationToken cancel)
    {
        if (!asked.Names.Contains(DavProperties.QuotaUsed) && !asked.Names.Contains(DavProperties.QuotaAvailable))
        {
            return _ => new(0, null);
        }

        var uses = new Dictionary<Guid, SpaceUse>();
        foreach (var reach in reaches.Where(reach => reach.Top.IsFolder))
        {
            var use = await quotas.Of(reach.Space.Id, cancel);
            var used = reach.IsShare ? await views.Size(reach.Top.Id, cancel) : use.Used;
            uses[reach.Top.Id] = new(used, reach.RefuseChange is null && use.Free is { } free ? used + free : null);
        }

        return id => uses.GetValueOrDefault(reachOf(id).Top.Id) ?? new(0, null);
    }

    private async Task<Func<EntryCard, IReadOnlyList<ShownLock>>> Locks(
        Space space, Place place, AskedProperties asked, IReadOnlyList<EntryCard> inside, CancellationToken cancel)
    {
        if (asked.NamesOnly || !asked.Usual && !asked.Names.Contains(DavProperties.LockDiscovery))
        {
            return _ => [];
        }

        var here = await Covering(space, place, cancel);
        var below = inside.Count == 0 ? [] : await Open(space, await lockTable.In(place, cancel), cancel);
        return card => card.Id == place.Entry?.Id ? here : [.. here.Where(each => each.Held.IsDeep), .. below.Where(each => each.Held.EntryId == card.Id)];
    }

    private async Task<IReadOnlyList<ShownLock>> Open(Space space, IEnumerable<HeldLock> held, CancellationToken cancel)
    {
        var shown = new List<ShownLock>();
        foreach (var each in held)
        {
            shown.Add(new(each, await locks.NoteOf(space, each, cancel), each.ExpiresAt - time.GetUtcNow()));
        }

        return shown;
    }

    private static void Write(XmlWriter xml, DavResource resource, AskedProperties asked, XName? withheld = null)
    {
        var kept = DavProperties.Of(resource);
        var usual = asked.Usual ? kept.Keys.Where(DavProperties.IsUsual) : [];
        var names = usual.Union(asked.Names).ToList();
        var live = names.Where(name => kept.ContainsKey(name) && name != withheld).ToList();
        var own = resource.Own.Where(each => asked.Usual || names.Contains(NameOf(each))).ToList();
        var missing = names.Except(live).Except(own.Select(NameOf)).ToList();
        var groups = new List<MultiStatus.Group>();
        if (live.Count > 0 || own.Count > 0 || missing.Count == 0)
        {
            groups.Add(asked.NamesOnly
                ? new("200 OK", live.Concat(own.Select(NameOf)))
                : new("200 OK", live, name => kept[name](xml, resource), own.Select(each => each.Xml)));
        }

        if (missing.Count > 0)
        {
            groups.Add(new("404 Not Found", missing));
        }

        MultiStatus.Write(xml, resource.Href, groups);
    }

    private static XName NameOf(EntryProperty property) => XName.Get(property.Name, property.Namespace);
}
