using Federation.Node.Shell;

namespace Federation.Node.Contributions.Sheets;

/// <summary>What a spreadsheet comes to with a mapping.</summary>
/// <param name="Kept">The rows of the contribution, one a week, and how many rows of the file each adds up.</param>
/// <param name="LeftOut">Weeks that are left out whole because something in them does not fit, and why.</param>
/// <param name="Faults">Rows of the file that do not fit.</param>
/// <param name="ThrownAway">Columns that are not looked at.</param>
internal sealed record SheetReading(
    IReadOnlyList<(ContributedRow Row, int Count)> Kept, IReadOnlyList<(string Week, Text Why)> LeftOut, IReadOnlyList<SheetFault> Faults,
    IReadOnlyList<string> ThrownAway)
{
    /// <summary>What is kept.</summary>
    public ContributedRows Rows => new([.. Kept.Select(each => each.Row)]);
}

/// <summary>Why a row of the file does not fit.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Why">In words.</param>
internal sealed record SheetFault(int Row, Text Why);
