using System.Security.Cryptography;
using System.Text;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>A tree of folders and documents. Today every space is one member's own; nothing here or in its events demands that.</summary>
/// <param name="Id">The space; also its root folder's id.</param>
/// <param name="OwnerId">The member.</param>
/// <param name="Key">Whose key seals its names and contents.</param>
public sealed record Space(Guid Id, Guid OwnerId, SubjectId Key)
{
    /// <summary>The personal space of a member: one id, so that two devices that come first at once meet in one stream.</summary>
    public static Guid PersonalIdOf(Guid memberId) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"personal space {memberId:n}")).AsSpan(0, 16));

    /// <summary>The first event.</summary>
    public static Space Create(SpaceOpened opened) => new(opened.SpaceId, opened.OwnerId, opened.Key);
}
