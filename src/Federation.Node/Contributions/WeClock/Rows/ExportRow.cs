using Federation.Node.Contributions.WeClock.Places;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>One understood row.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Second">Local wall-clock seconds since the first day of 2000.</param>
/// <param name="At">Where, for a location row.</param>
internal readonly record struct ExportRow(RowKind Kind, long Second, Position? At)
{
    /// <summary>Says nothing: an exact time must not reach a log by accident.</summary>
    public override string ToString() => "a row";
}
