namespace Federation.Privacy.DisclosureControl;

/// <summary>What the gate demands of every number that leaves the node.</summary>
public sealed record GateRule
{
    /// <summary>The smallest group any rule may allow: below three, one of the two persons works out the other
    /// (Handbook on Statistical Disclosure Control, ch. 4: minimum frequency).</summary>
    public const int SmallestMinimum = 3;

    /// <param name="minimumGroup">Persons behind every published number, and behind every sum that published numbers give away.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below <see cref="SmallestMinimum"/>.</exception>
    public GateRule(int minimumGroup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumGroup, SmallestMinimum);
        MinimumGroup = minimumGroup;
    }

    /// <summary>Ten persons: a union's release. Contributors know each other, so more than the handbook's three.</summary>
    public static GateRule Union { get; } = new(10);

    /// <summary>Twenty persons: a federation's roll-up.</summary>
    public static GateRule Federation { get; } = new(20);

    /// <summary>Persons behind every published number.</summary>
    public int MinimumGroup { get; }

    /// <summary>What is demanded of sums of magnitudes beside the number of persons. Secret; none by default because a default is no secret.</summary>
    public IReadOnlyList<MagnitudeRule> Magnitudes { get; init; } = [];

    /// <summary>How far a reader must stay from a hidden sum at least, in percent of what its largest contributor gave: the width that the
    /// handbook's p % rule usually asks for (ch. 4.2.2).</summary>
    public decimal Uncertainty { get; init; } = 10;

    /// <summary>True when a figure of these contributors would be shown too precisely by itself.</summary>
    internal bool IsDominated(CellShares shares) => Magnitudes.Any(rule => rule.IsUnsafe(shares));

    /// <summary>How far a reader must stay from this hidden sum, in its unit.</summary>
    internal long Protection(CellShares shares) => Magnitudes.Select(rule => rule.Protection(shares))
        .Append((long)Math.Ceiling(Uncertainty * shares.Top(1) / 100)).Max();
}
