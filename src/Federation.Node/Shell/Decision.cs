namespace Federation.Node.Shell;

/// <summary>What a rule decided: events to append (possibly none), or a refusal.</summary>
public sealed record Decision
{
    private Decision(IReadOnlyList<object> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>Asked for what already is: nothing happens, nobody is told off.</summary>
    public static Decision Nothing { get; } = new([], null);

    /// <summary>The events, in order; empty when refused.</summary>
    public IReadOnlyList<object> Events { get; }

    /// <summary>Why not; null when accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Accepts, with these events.</summary>
    public static Decision Of(params object[] events) => new(events, null);

    /// <summary>Refuses.</summary>
    public static Decision Refuse(Refusal refusal) => new([], refusal);
}
