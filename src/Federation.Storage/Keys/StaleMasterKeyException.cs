namespace Federation.Storage.Keys;

/// <summary>
/// A root key was wrapped under a master key that is not the present one any more; nothing was kept. Wrapping it again, under the key that
/// is in the file by now, mends it.
/// </summary>
public sealed class StaleMasterKeyException(Exception inner)
    : Exception("The node's master key was replaced, and this replica still wrapped under the one before. Does it see the new key file?", inner);
