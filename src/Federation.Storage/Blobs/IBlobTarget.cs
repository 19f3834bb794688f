namespace Federation.Storage.Blobs;

/// <summary>Where the bytes of a new blob go while it is encrypted.</summary>
internal interface IBlobTarget
{
    /// <summary>Sets room aside, so that it is known to be missing before the transfer, not after it.</summary>
    void Reserve(long length);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Gives back what was set aside beyond this length.</summary>
    void Trim(long length);
}
