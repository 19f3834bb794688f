using System.Globalization;
using System.Text;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.CommandLine.Demo.People;

/// <summary>A member who does not exist: who they are, what they answer, what they give. The same seed gives the same person.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="Language">In which they read.</param>
/// <param name="Agrees">False for the tenth who refuses.</param>
/// <param name="Sector">Code of the campaign's choice.</param>
/// <param name="Region">Code of the campaign's choice.</param>
/// <param name="Export">Their WeClock export; null for those who type.</param>
/// <param name="Weeks">What their raw file says, counted independently of the importer; or what they type.</param>
internal sealed record MadeUpMember(
    string Name, string Language, bool Agrees, string Sector, string Region, MadeUpExport? Export, IReadOnlyList<WorkWeek> Weeks)
{
    /// <summary>A column of their spreadsheet that no campaign asks for.</summary>
    public const string ThrownAway = "Shift leader";

    /// <summary>True for those without a phone's export who keep their weeks in a spreadsheet; who has one week types it.</summary>
    public bool HasSheet => Export is null && Weeks.Count > 1;

    /// <summary>Their spreadsheet.</summary>
    public byte[] Sheet => Encoding.UTF8.GetBytes(string.Concat(Weeks.Select(week => string.Create(
            CultureInfo.InvariantCulture, $"{week.IsoWeek},{week.WorkedMinutes},{week.MissedBreaks},{week.EveningMinutes},{week.WeekendMinutes},somebody\n"))
        .Prepend($"Week,Worked,Breaks missed,Evening,Weekend,{ThrownAway}\n")));

    /// <summary>What a table should count of them.</summary>
    public GivenWeeks Given => new(Name, Sector, Region, Weeks);
}

/// <summary>A file to upload.</summary>
internal sealed record MadeUpExport(string FileName, byte[] Bytes);
