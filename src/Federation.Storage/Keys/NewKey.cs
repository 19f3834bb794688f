using System.Text;

namespace Federation.Storage.Keys;

/// <summary>
/// A key that was made and that nobody keeps yet: for whoever writes it in the very transaction that writes what it seals, instead of one before. What it
/// sealed opens without a question as long as it has not left this process. If the row is never written, what was sealed is lost, as it should be.
/// </summary>
public sealed class NewKey : IDisposable
{
    private readonly KeyVault vault;
    private readonly PlainKey key = PlainKey.Random();

    internal NewKey(KeyVault vault, SubjectId subject, SubjectId parent, PlainKey parentKey)
    {
        this.vault = vault;
        Row = new WrappedKey(subject, parent, AesGcmBox.Seal(parentKey.Bytes, key.Bytes, Encoding.UTF8.GetBytes(KeyLine.Context(subject, parent))), null);
    }

    /// <summary>What must be written for anything sealed by it to open again.</summary>
    public WrappedKey Row { get; }

    /// <summary>Seals a value for the subject.</summary>
    public Sealed<T> Seal<T>(T value) => vault.Seal(Row.Id, value, key);

    /// <summary>Forgets the plain key; nothing can be sealed by it here any more.</summary>
    public void Dispose() => key.Dispose();
}
