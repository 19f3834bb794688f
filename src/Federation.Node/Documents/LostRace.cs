using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>Tells a write that lost to another, and changed nothing, from one that failed.</summary>
internal static class LostRace
{
    public static bool Is(Exception e) =>
        StreamConflict.Is(e) || StreamConflict.IsGuard(e) || StreamConflict.Inner(e).OfType<PostgresException>().Any(each => each.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure);
}
