namespace Federation.Network.Tests.Hostile;

/// <summary>One way to misbehave.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Reason">Words (a regular expression) the reason for it must hold when it is met while connecting or fetching.</param>
/// <param name="Act">Does it, on the open connection; ends when it has said all it wants, or when our node hangs up.</param>
internal sealed record Behaviour(string Name, string Reason, Func<Exchange, Task> Act)
{
    /// <summary>Done before a request is read.</summary>
    public bool IsBeforeTheRequest { get; init; }

    /// <summary>Nobody even answers the knock: connections are not accepted any more.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>Every document of an introduction is answered like this, not only the actor.</summary>
    public bool IsEverywhere { get; init; }

    /// <summary>Status and framing are in order, so a single activity counts as delivered: nothing else is read of the answer.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>A file that its publisher says is gone is no trouble: it was erased meanwhile, and is not mirrored.</summary>
    public bool IsGone { get; init; }

    /// <summary>What it answers when the badness is in the document: a file is announced with the digest and size of these bytes.</summary>
    public Func<HonestAnswers, byte[]>? Document { get; init; }

    /// <summary>Words the reason holds when a file is fetched, where it is another than when an actor is.</summary>
    public string? ReasonOfFile { get; init; }

    public override string ToString() => Name;
}
