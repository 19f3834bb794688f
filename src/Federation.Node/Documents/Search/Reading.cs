namespace Federation.Node.Documents.Search;

/// <summary>What could be read of a document.</summary>
/// <param name="Text">Its text, lines and cells apart; empty when there is none.</param>
/// <param name="Outcome">Whether that is all.</param>
internal sealed record Reading(string Text, ReadingOutcome Outcome)
{
    public static Reading Of(ReadingOutcome outcome) => new("", outcome);
}

/// <summary>How far a document could be read.</summary>
internal enum ReadingOutcome
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>As much as is kept of one document.</summary>
    Beginning,

    /// <summary>It is of a kind that is not read: a picture, a program.</summary>
    NotRead,

    /// <summary>It is larger than what is read.</summary>
    TooLarge,

    /// <summary>It is damaged, encrypted, withheld, or made to do harm.</summary>
    Unreadable,
}
