using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// Destroys a key in the transaction that records why: either both are durable or neither is, so no crash leaves a withdrawn
/// consent readable.
/// </summary>
internal static class KeyShredding
{
    public static void Shred(this IDocumentSession session, SubjectId subject, DateTimeOffset at) => session.QueueSqlCommand(
        "update node.wrapped_key set wrapped = null, shredded_at = ? where id = ? and wrapped is not null", at.ToUniversalTime(), subject.Value);
}
