using System.Globalization;
using Federation.Node.Contributions.WeClock.Places;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>Two fields in degrees become a position, or a fault that does not repeat them.</summary>
internal static class Coordinates
{
    private const NumberStyles Degrees = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowExponent;

    public static ImportRefusal? Read(
        int line, string latitude, string latitudeColumn, string longitude, string longitudeColumn, out Position position)
    {
        position = default;
        if (Parse(line, latitude, latitudeColumn, 90, out var lat) is { } badLatitude)
        {
            return badLatitude;
        }

        if (Parse(line, longitude, longitudeColumn, 180, out var lng) is { } badLongitude)
        {
            return badLongitude;
        }

        position = Position.Of(lat, lng);
        return null;
    }

    private static ImportRefusal? Parse(int line, string field, string column, double bound, out double degrees)
    {
        if (double.TryParse(field, Degrees, CultureInfo.InvariantCulture, out degrees))
        {
            return Math.Abs(degrees) <= bound
                ? null
                : ImportRefusal.AtLine(line, ImportFault.CoordinateImpossible, ("column", column));
        }

        return field.Contains(',', StringComparison.Ordinal)
            ? ImportRefusal.AtLine(line, ImportFault.DecimalComma)
            : ImportRefusal.AtLine(line, ImportFault.CoordinateNotUnderstood, ("column", column));
    }
}
