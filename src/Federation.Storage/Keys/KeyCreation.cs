namespace Federation.Storage.Keys;

/// <summary>What came of asking for a new key.</summary>
public enum KeyCreation
{
    /// <summary>The key is in the store.</summary>
    Created,

    /// <summary>The subject has a readable key already; it is unchanged. Creating twice is harmless.</summary>
    AlreadyThere,

    /// <summary>The subject was erased. It gets no second key: who joins again gets a new id.</summary>
    Erased,

    /// <summary>The parent was erased; nothing can be kept under it.</summary>
    ParentErased,
}
