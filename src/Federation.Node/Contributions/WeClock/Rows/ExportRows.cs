using Federation.Node.Contributions.WeClock.Places;
using Federation.Node.Contributions.WeClock.Upload;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>Every row of an export, reduced to what places and weeks need. Lives inside the importer only.</summary>
/// <param name="Fixes">Location rows in time order, without repetitions.</param>
/// <param name="Counts">Rows by kind.</param>
/// <param name="FirstSecond">Of the oldest row.</param>
/// <param name="LastSecond">Of the newest row.</param>
internal sealed record ExportRows(
    IReadOnlyList<Fix> Fixes, IReadOnlyDictionary<RowKind, int> Counts, long FirstSecond, long LastSecond)
{
    /// <summary>Reads to the end or to the first fault.</summary>
    public static (ExportRows? Rows, ImportRefusal? Refusal) Read(ByteSource source, WeClockLimits limits)
    {
        var lines = new LineReader(source, limits);
        var fixes = new List<Fix>();
        var counts = new SortedDictionary<RowKind, int>();
        var (first, last, total) = (long.MaxValue, long.MinValue, 0);
        RowLayout? layout = null;
        while (lines.Next() is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (++total > limits.MaxRows)
            {
                return (null, ImportRefusal.AtLine(lines.Number, ImportFault.TooManyRows, ("limit", limits.MaxRows)));
            }

            var (fields, fault) = CsvLine.Split(line);
            if (fault is { } broken)
            {
                return (null, ImportRefusal.AtLine(lines.Number, broken));
            }

            layout ??= RowLayout.Of(fields);
            if (layout is null)
            {
                return (null, ImportRefusal.AtLine(lines.Number, ImportFault.NotWeClock));
            }

            if (layout.Read(lines.Number, fields, out var row) is { } refusal)
            {
                return (null, refusal);
            }

            counts[row.Kind] = counts.GetValueOrDefault(row.Kind) + 1;
            (first, last) = (Math.Min(first, row.Second), Math.Max(last, row.Second));
            if (row.At is { } at)
            {
                fixes.Add(new Fix(row.Second, at));
            }
        }

        return lines.Refusal is { } stopped ? (null, stopped)
            : total == 0 ? (null, ImportRefusal.OfFile(ImportFault.EmptyFile))
            : fixes.Count == 0 ? (null, ImportRefusal.OfFile(ImportFault.NoLocations))
            : (new ExportRows(Fix.InOrder(fixes), counts, first, last), null);
    }

    /// <summary>Says nothing: exact times must not reach a log by accident.</summary>
    public override string ToString() => "rows";
}
