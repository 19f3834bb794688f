using JasperFx;
using Marten.Exceptions;
using Npgsql;

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

    /// <summary>
    /// Whether a statement queued beside the events undid the transaction because what was decided on is no longer so. Such statements divide by the number
    /// of rows they still find.
    /// </summary>
    public static bool IsGuard(Exception? e) => Inner(e).OfType<PostgresException>().Any(each => each.SqlState == PostgresErrorCodes.DivisionByZero);

    /// <summary>An exception and those it was made of.</summary>
    public static IEnumerable<Exception> Inner(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    /// <summary>Decides anew whenever it lost to another, so many times in all; the last loss is thrown.</summary>
    /// <param name="most">How many times in all.</param>
    /// <param name="decide">What is tried.</param>
    /// <param name="isLost">What else is a loss; null: what <see cref="Is"/> says.</param>
    public static async Task<T> Again<T>(int most, Func<Task<T>> decide, Func<Exception, bool>? isLost = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await decide();
            }
            catch (Exception e) when (attempt < most && (isLost ?? Is)(e))
            {
                // What the other did is there now.
            }
        }
    }
}
