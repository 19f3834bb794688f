using Marten;

namespace Federation.Node.Delivery;

/// <summary>Whether what this node holds of the catalogues it follows is what their publishers state.</summary>
public interface ICatchUps
{
    /// <summary>
    /// Lets a catalogue be read from its beginning when the session is saved, because a key of it was revoked: what was signed again takes the
    /// place of the copies that are here. Nothing happens when it is not followed.
    /// </summary>
    void ReadSignedAgain(IDocumentSession session, Uri catalogue);

    /// <summary>
    /// Forgets, when the session is saved, what of a peer was refused because its catalogue was not followed, and compares the catalogue with
    /// what is held as soon as it is followed: then it is read again.
    /// </summary>
    void TakeAgain(IDocumentSession session, string host, Uri catalogue);

    /// <summary>The newest comparison of every catalogue followed.</summary>
    Task<IReadOnlyList<CatchUpCard>> All(CancellationToken cancel);
}
