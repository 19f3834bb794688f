namespace Federation.Node.Contributions.Sheets;

/// <summary>How much of a spreadsheet is read before it is refused: one person's, of two years, is far below.</summary>
internal static class SheetLimits
{
    /// <summary>Bytes of an upload: 100,000 rows of a hundred bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Rows under the header: a hundred a day in two years is under it.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Columns: what time clocks and payrolls export has under a hundred.</summary>
    public const int MaxColumns = 200;

    /// <summary>Cells of all rows: 100,000 rows of twenty columns. More would fill memory, however small each is.</summary>
    public const int MaxCells = 2_000_000;

    /// <summary>Characters of one cell: a cell that holds a date, a figure or a name is far shorter.</summary>
    public const int MaxCellLength = 4096;

    /// <summary>Characters of one line of CSV: its longest cells side by side.</summary>
    public const int MaxLineLength = 256 * 1024;

    /// <summary>Bytes of one part of a zip, counted while it is unpacked: the widest sheet of all rows is half of it.</summary>
    public const int MaxUnpackedBytes = 64 * 1024 * 1024;

    /// <summary>Unpacked bytes for each packed one: rows that all look alike reach 60, a bomb 1,000.</summary>
    public const int MaxInflationRatio = 200;

    /// <summary>Bytes unpacked before that is judged, so that a small repetitive part is not called a bomb.</summary>
    public const int RatioGraceBytes = 1024 * 1024;

    /// <summary>Parts of a zip: a spreadsheet has twenty, an export with a picture for each job of two years under ten thousand.</summary>
    public const int MaxParts = 10_000;
}
