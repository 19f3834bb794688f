using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Security;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Federation.Node.Documents;

/// <summary>One transaction of the desk: the streams it may append to, read at the version its decision rests on.</summary>
internal sealed class Writing : IAsyncDisposable
{
    private readonly Guid by;
    private readonly IReadOnlyList<Way> ways;
    private readonly Dictionary<Guid, IEventStream<Entry>> streams = [];
    private readonly List<EntryCard> seen = [];

    private Writing(IDocumentSession session, Guid by, IReadOnlyList<Way> ways) => (Session, this.by, this.ways) = (session, by, ways);

    public IDocumentSession Session { get; }

    /// <summary>Opens the streams of what is at the places.</summary>
    /// <param name="by">Who writes.</param>
    /// <param name="ways">Where they are allowed to; watched to the commit.</param>
    public static async Task<Writing> Begin(IDocumentStore store, Guid by, IReadOnlyList<Way> ways, IReadOnlyList<Place> places)
    {
        var writing = new Writing(store.LightweightSession(), by, ways);
        foreach (var card in places.Select(place => place.Entry).OfType<EntryCard>().Where(card => card.ParentId is not null))
        {
            if (!writing.streams.ContainsKey(card.Id))
            {
                writing.streams[card.Id] = await writing.Session.Events.FetchForWriting<Entry>(card.Id);
                writing.seen.Add(card);
            }
        }

        return writing;
    }

    /// <summary>An entry at the version that is guarded.</summary>
    public Entry Entry(EntryCard card) => streams[card.Id].Aggregate!; // what the tree shows has a stream

    /// <summary>The place, its version being the one that is guarded: it may be newer than the tree was a moment ago.</summary>
    public Place Now(Place place) => place.Entry is { IsFolder: false } card
        ? place with { Entry = card with { Tag = DocumentRules.TagOf(Entry(card).Versions[^1].Bytes) } }
        : place;

    /// <summary>Keeps the key of what is new, if nobody does yet.</summary>
    public void Keep(NewKey? key)
    {
        if (key is not null)
        {
            WrappedKeyTable.Insert(Session, key.Row);
        }
    }

    /// <summary>Appends and commits; durable when it returns.</summary>
    /// <exception cref="ConcurrencyException">Lost a race; see <see cref="LostRace"/> for its other forms.</exception>
    public async Task<Outcome> Save(Decision decision, bool created, string? tag = null)
    {
        if (decision.Refusal is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        Guard(decision.Events);
        foreach (var data in decision.Events)
        {
            switch (data)
            {
                case FolderMade made:
                    Session.Events.StartStream<Entry>(made.FolderId, made);
                    break;
                case DocumentAdded added:
                    Session.Events.StartStream<Entry>(added.DocumentId, added);
                    break;
                case DocumentChanged changed:
                    streams[changed.DocumentId].AppendOne(changed);
                    break;
                case EntryMoved moved:
                    streams[moved.EntryId].AppendOne(moved);
                    break;
                case EntryDeleted deleted:
                    streams[deleted.EntryId].AppendOne(deleted);
                    break;
                case EntryErased erased:
                    streams[erased.EntryId].AppendOne(erased);
                    break;
                case VersionRestored restored:
                    streams[restored.DocumentId].AppendOne(restored);
                    break;
                case VersionMarked marked:
                    streams[marked.DocumentId].AppendOne(marked);
                    break;
                case EntryLabelled labelled when streams.TryGetValue(labelled.EntryId, out var stream):
                    stream.AppendOne(labelled);
                    break;
                case EntryLabelled labelled:
                    Session.Events.Append(labelled.EntryId, labelled); // of an entry that begins in this very transaction
                    break;
                default:
                    throw new InvalidOperationException($"{data.GetType().Name} is no event of the desk.");
            }
        }

        return await Session.SaveWithin() is { } full ? Outcome.Refused(full) : new Outcome(created, tag, null);
    }

    /// <summary>Takes turns in all spaces it writes to, always in one order, so that nobody waits crosswise.</summary>
    public void TakeTurns()
    {
        foreach (var spaceId in ways.Select(way => way.Space.Id).Distinct().Order())
        {
            Session.TakeTurns(spaceId);
        }
    }

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    private void Guard(IReadOnlyList<object> events)
    {
        if (events.Any(data => data is EntryMoved or EntryDeleted))
        {
            TakeTurns();
        }

        if (events.OfType<EntryErased>().Select(erased => erased.EntryId).ToList() is { Count: > 0 } erased)
        {
            Session.StillFree(erased);
        }

        foreach (var reach in ways.Select(way => way.Reach).Where(reach => reach.Name is not null))
        {
            Session.StillMay(by, reach);
        }

        foreach (var space in events.Select(Added).GroupBy(added => added.SpaceId, added => added.Bytes))
        {
            if (space.Sum() is > 0 and var added)
            {
                QuotaTable.Respect(Session, space.Key, added);
            }
        }

        seen.ForEach(Session.StillThere);
        foreach (var moved in events.OfType<EntryMoved>())
        {
            Session.StaysATree(moved);
        }
    }

    // What is deleted stays in the trash of its space; what is erased by the very decision was moved onto a document, which has its bytes now.
    private (Guid SpaceId, long Bytes) Added(object data) => data switch
    {
        DocumentAdded added => (added.SpaceId, added.Version.Length),
        DocumentChanged changed => (changed.SpaceId, changed.Version.Length),
        VersionRestored restored => (restored.SpaceId, restored.Version.Length),
        EntryErased erased => (erased.SpaceId, -streams[erased.EntryId].Aggregate!.Versions.Sum(version => version.Bytes.Length)), // it was moved: it is there
        _ => default,
    };
}
