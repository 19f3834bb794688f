namespace Federation.Node.Contributions.Sheets;

/// <summary>One cell.</summary>
/// <param name="Text">What stands in it; never null, though an unset cell says so. A number has a decimal point, a date is ISO 8601, a duration is <c>h:mm</c>.</param>
/// <param name="Kind">How far the file itself says what that is.</param>
internal readonly record struct SheetCell(string? Text, CellKind Kind = CellKind.Text)
{
    /// <summary>What stands in it.</summary>
    public string Text { get; } = Text ?? "";

    /// <summary>A cell of a file that holds nothing but text: a formula and its error are known by how they begin.</summary>
    public static SheetCell Of(string text) => new(text, text is ['=', not '=', ..] ? CellKind.Formula : IsError(text) ? CellKind.Error : CellKind.Text);

    /// <summary>True when nothing is in it.</summary>
    public bool IsEmpty => Kind == CellKind.Text && string.IsNullOrWhiteSpace(Text);

    private static bool IsError(string text) => text is "#REF!" or "#DIV/0!" or "#N/A" or "#VALUE!" or "#NAME?" or "#NUM!" or "#NULL!";
}

/// <summary>What a cell is said to hold.</summary>
internal enum CellKind
{
    /// <summary>Text: what it means is found out by the field it is for.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, with a time or without.</summary>
    Date,

    /// <summary>A formula without its result.</summary>
    Formula,

    /// <summary>The error that a formula came to.</summary>
    Error,
}
