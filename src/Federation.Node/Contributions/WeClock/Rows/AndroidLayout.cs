using Federation.Node.Contributions.WeClock.Places;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>
/// <c>idx, type, datetime yyyy-MM-dd HH:mm:ss, value1 .. value5, fused</c>; a location has <c>"latitude,longitude"</c>, quoted, in value1.
/// </summary>
internal sealed class AndroidLayout : RowLayout
{
    private const int Columns = 9;

    /// <inheritdoc/>
    public override ImportRefusal? Read(int line, IReadOnlyList<string> fields, out ExportRow row)
    {
        row = default;
        if (fields.Count != Columns)
        {
            return ImportRefusal.AtLine(line, ImportFault.ColumnCount, ("expected", Columns));
        }

        if (!IsIndex(fields[0]))
        {
            return ImportRefusal.AtLine(line, ImportFault.NumberNotUnderstood, ("column", "idx"));
        }

        if (LocalTime.OfAndroid(fields[2]) is not { } moment)
        {
            return ImportRefusal.AtLine(
                line, ImportFault.TimeNotUnderstood, ("column", "datetime"), ("expected", "2026-11-25 16:56:00"));
        }

        if (!LocalTime.IsInRange(moment.Day))
        {
            return ImportRefusal.AtLine(line, ImportFault.DateOutOfRange, ("expected", "2000–2100"));
        }

        var kind = KindOf(fields[1]);
        Position? at = null;
        if (kind == RowKind.Location)
        {
            var parts = fields[3].Split(',');
            if (parts.Length == 4)
            {
                return ImportRefusal.AtLine(line, ImportFault.DecimalComma);
            }

            if (parts.Length != 2)
            {
                return ImportRefusal.AtLine(line, ImportFault.CoordinateNotUnderstood, ("column", "value1"));
            }

            if (Coordinates.Read(line, parts[0], "value1", parts[1], "value1", out var position) is { } refusal)
            {
                return refusal;
            }

            at = position;
        }

        row = new ExportRow(kind, LocalTime.Second(moment.Day, moment.Time), at);
        return null;
    }
}
