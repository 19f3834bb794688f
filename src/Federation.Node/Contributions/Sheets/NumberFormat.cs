namespace Federation.Node.Contributions.Sheets;

/// <summary>What a number in a workbook stands for.</summary>
internal enum NumberFormat
{
    /// <summary>Itself.</summary>
    Number,

    /// <summary>A day, with a time or without.</summary>
    Date,

    /// <summary>A time of day or a duration, as part of a day.</summary>
    Time,
}
