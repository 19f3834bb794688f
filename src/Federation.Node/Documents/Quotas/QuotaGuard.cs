using System.Globalization;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Quotas;

/// <summary>Tells a write that would have filled a space beyond its limit, and changed nothing, from one that failed.</summary>
internal static class QuotaGuard
{
    /// <summary>Of our own, in a class that neither the SQL standard nor PostgreSQL uses; the message is how many bytes are free.</summary>
    public const string SqlState = "QU507";

    /// <summary>Commits.</summary>
    /// <returns>Why nothing was changed; null when it was.</returns>
    public static async Task<QuotaRefusal.NoRoom?> SaveWithin(this IDocumentSession session)
    {
        try
        {
            await session.SaveChangesAsync(CancellationToken.None);
            return null;
        }
        catch (Exception e) when (Of(e) is { } full)
        {
            return full;
        }
    }

    private static QuotaRefusal.NoRoom? Of(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is PostgresException { SqlState: SqlState } full)
            {
                return new(long.Parse(full.MessageText, CultureInfo.InvariantCulture));
            }
        }

        return null;
    }
}
