using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents;

/// <summary>Everybody's own space, opened when they first come.</summary>
internal sealed class PersonalSpaces(IDocumentStore store, TimeProvider time)
{
    public async Task<Space> Of(Guid memberId, CancellationToken cancel)
    {
        var id = Space.PersonalIdOf(memberId);
        return await Find(id, cancel) ?? await Open(id, memberId, cancel);
    }

    private async Task<Space?> Find(Guid id, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Space>(id, cancel);
    }

    private async Task<Space> Open(Guid id, Guid memberId, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var opened = new SpaceOpened(id, memberId, new SubjectId(memberId), time.GetUtcNow());
        session.Events.StartStream<Space>(id, opened);
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (StreamConflict.Is(e))
        {
            // Another device of theirs came at the same moment; its space is this one.
        }

        return await Find(id, cancel) ?? throw new InvalidOperationException($"The space {id} was opened and is not there.");
    }
}
