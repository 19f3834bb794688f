using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>Tells a write that lost to another, and changed nothing, from one that failed.</summary>
internal static class LostRace
{
    /// <summary>Undoes a transaction whose row count is zero: see <see cref="Guards"/>.</summary>
    private const string GuardFailed = PostgresErrorCodes.DivisionByZero;

    public static bool Is(Exception e) =>
        StreamConflict.Is(e) || Inner(e).OfType<PostgresException>().Any(each => each.SqlState is GuardFailed
            or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure);

    private static IEnumerable<Exception> Inner(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
