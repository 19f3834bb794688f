namespace Federation.Privacy.DisclosureControl;

/// <summary>The limits of a table that the gate accepts.</summary>
public static class TableLimits
{
    /// <summary>Dimensions at most: more cut a union of a thousand members into groups nobody may see.</summary>
    public const int Dimensions = 4;

    /// <summary>Cells at most, margins included: the audit solves a linear system over the hidden ones.</summary>
    public const int Cells = 4_000;

    /// <summary>Combinations of codes and totals at most, of which a table that does not cross all its dimensions shows a part: each is a number in memory for every measure.</summary>
    public const int Places = 100_000;
}
