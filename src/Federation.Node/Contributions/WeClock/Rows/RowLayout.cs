using System.Globalization;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>One of WeClock's two layouts. Both are headerless; they are told apart by their first row.</summary>
internal abstract class RowLayout
{
    /// <summary>Source of both layouts: dcalacci/weclocked, server/main/utils/weclock.py.</summary>
    private static readonly RowLayout Ios = new IosLayout();
    private static readonly RowLayout Android = new AndroidLayout();

    /// <summary>The layout of a first row, or null when it is neither.</summary>
    public static RowLayout? Of(IReadOnlyList<string> fields)
    {
        if (fields.Count < 5 || !IsIndex(fields[0]))
        {
            return null;
        }

        return IsId(fields[1]) ? Ios : fields[2].Contains('-', StringComparison.Ordinal) ? Android : null;
    }

    /// <summary>Understands a row, or names its fault.</summary>
    public abstract ImportRefusal? Read(int line, IReadOnlyList<string> fields, out ExportRow row);

    /// <summary>A running number: digits only.</summary>
    protected static bool IsIndex(string field) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A signed 64-bit number.</summary>
    protected static bool IsId(string field) =>
        long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>What a type name stands for, in either layout.</summary>
    protected static RowKind KindOf(string type) => type switch
    {
        "geologging" or "geo_logging" => RowKind.Location,
        "battery reading" or "battery_level" => RowKind.Battery,
        "work log" or "work_log" => RowKind.WorkLog,
        _ => RowKind.Other,
    };
}
