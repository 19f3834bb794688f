namespace Federation.Privacy.DisclosureControl;

/// <summary>Why a cell is hidden.</summary>
public enum SuppressionReason
{
    /// <summary>Fewer persons than the minimum group.</summary>
    Primary,

    /// <summary>Large enough by itself, hidden because a smaller group could be worked out from it.</summary>
    Secondary,

    /// <summary>Large enough by now or empty, and hidden in the version that this one corrects: shown here, it could be read back into that one.</summary>
    HiddenBefore,

    /// <summary>In a roll-up: every source that has this cell hides it, so there is nothing to add up.</summary>
    AtSource,

    /// <summary>Enough persons, and one or two of them gave nearly all of a sum.</summary>
    Dominated,

    /// <summary>Enough persons, and all of them gave the same answer: to know that somebody is among them is to know the answer.</summary>
    SameAnswer,

    /// <summary>Safe by itself; but less the figure of an earlier release it is that of a group that is too small.</summary>
    Differencing,
}
