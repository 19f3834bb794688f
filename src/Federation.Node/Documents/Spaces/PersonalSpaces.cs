using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.Spaces;

/// <summary>Everybody's own space, opened when they first come.</summary>
internal sealed class PersonalSpaces(IDocumentStore store, TimeProvider time)
{
    public async Task Open(Guid memberId, CancellationToken cancel)
    {
        var id = Space.PersonalIdOf(memberId);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Space>(id, new SpaceOpened(id, memberId, new SubjectId(memberId), time.GetUtcNow()));
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (StreamConflict.Is(e))
        {
            // Another device of theirs came at the same moment; its space is this one.
        }
    }
}
