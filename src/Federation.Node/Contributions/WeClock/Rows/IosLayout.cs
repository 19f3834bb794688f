using Federation.Node.Contributions.WeClock.Places;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>
/// <c>idx, id, type, date M/d/yy, time " h:mm AM", value1[, value2]</c>; a location has its latitude in value1 and its longitude, after a
/// space, in value2.
/// </summary>
internal sealed class IosLayout : RowLayout
{
    /// <inheritdoc/>
    public override ImportRefusal? Read(int line, IReadOnlyList<string> fields, out ExportRow row)
    {
        row = default;
        var kind = fields.Count > 2 ? KindOf(fields[2]) : RowKind.Other;
        if (fields.Count is < 6 or > 7)
        {
            // "50,05" and "4,05" unquoted make nine columns of seven.
            return kind == RowKind.Location && fields.Count == 9
                ? ImportRefusal.AtLine(line, ImportFault.DecimalComma)
                : ImportRefusal.AtLine(line, ImportFault.ColumnCount, ("expected", "6–7"));
        }

        if (!IsIndex(fields[0]) || !IsId(fields[1]))
        {
            return ImportRefusal.AtLine(line, ImportFault.NumberNotUnderstood, ("column", IsIndex(fields[0]) ? "id" : "idx"));
        }

        if (LocalTime.OfIosDate(fields[3]) is not { } day)
        {
            return ImportRefusal.AtLine(line, ImportFault.TimeNotUnderstood, ("column", "date"), ("expected", "11/25/26"));
        }

        if (LocalTime.OfIosTime(fields[4]) is not { } time)
        {
            return ImportRefusal.AtLine(line, ImportFault.TimeNotUnderstood, ("column", "time"), ("expected", "4:56 PM"));
        }

        Position? at = null;
        if (kind == RowKind.Location)
        {
            var longitude = fields.Count == 7 ? fields[6] : "";
            if (Coordinates.Read(line, fields[5], "value1", longitude, "value2", out var position) is { } refusal)
            {
                return refusal;
            }

            at = position;
        }

        row = new ExportRow(kind, LocalTime.Second(day, time), at);
        return null;
    }
}
