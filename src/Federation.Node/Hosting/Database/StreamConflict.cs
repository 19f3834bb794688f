using JasperFx;
using Marten.Exceptions;

namespace Federation.Node.Hosting.Database;

/// <summary>
/// Tells a save that lost to another from one that failed: nothing was changed, and deciding again on what is there now may well succeed.
/// Marten says it in three ways that share no base: one for two that change a stream, one for two that begin it, one for PostgreSQL's
/// serialization failure.
/// </summary>
internal static class StreamConflict
{
    public static bool Is(Exception? e) => e is ConcurrencyException or ExistingStreamIdCollisionException
        or ConcurrentUpdateException;
}
