namespace Federation.Privacy.DisclosureControl;

/// <summary>The limits of a table that the gate accepts.</summary>
public static class TableLimits
{
    /// <summary>Dimensions at most: more cut a union of a thousand members into groups nobody may see.</summary>
    public const int Dimensions = 4;

    /// <summary>Cells at most, margins included: the audit solves a linear system over the hidden ones.</summary>
    public const int Cells = 4_000;
}
