namespace Federation.Storage.Keys;

/// <summary>What can be done with a subject's seals.</summary>
public enum KeyState
{
    /// <summary>The store has no key for the subject and never had.</summary>
    Unknown,

    /// <summary>Seals open.</summary>
    Live,

    /// <summary>The subject's key or one above it was shredded: no seal will ever open again.</summary>
    Erased,
}
