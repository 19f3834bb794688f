using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.PaidHours;

namespace Federation.Node.Tests.Contributions.PaidHours;

public sealed class A_file_of_paid_hours
{
    private static readonly CampaignSchema Schema = CampaignDefinitions.Read(CampaignDefinitions.UnpaidHours).Definition!.Schema;

    [Theory]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,38.5,14.50\n")]
    [InlineData("Hourly_Rate;Department;Hours_Paid;Week\r\n14,5;7B;38,50;2026-w45\r\n")]
    [InlineData("week\thours_paid\thourly_rate\n2026-W45\t38.5\t14.50\n")]
    [InlineData("week,hours_paid,hourly_rate,person\n2026-W45,38.5,14.5,4711\n")]
    public void Is_read_whoever_saved_it(string file)
    {
        var (reading, refusal) = Read(file);
        Assert.Null(refusal);
        var row = Assert.Single(reading!.Rows);
        Assert.Equal(("2026-W45", 2310L, 1450L), (row.Dimensions["week"], row.Measures["paidMinutes"], row.Measures["hourlyRate"]));
        Assert.DoesNotContain("week", reading.ThrownAway, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", "sheet.nothing", "holds nothing")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,\"38,14.5\n", "sheet.broken-csv", "Row 2")]
    [InlineData("week,hours_paid\n2026-W45,38\n", "paid-hours.no-column", "“hourly_rate”")]
    [InlineData("week,hours_paid,hourly_rate\n", "sheet.no-rows", "no row")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,38,14.5\nweek 46,38,14.5\n", "paid-hours.not-a-week", "Line 3")]
    [InlineData("week,hours_paid,hourly_rate\n2027-W45,38,14.5\n", "paid-hours.not-a-week", "future")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,\"1,234\",14.5\n", "paid-hours.not-a-number", "“hours_paid”")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,-8,14.5\n", "paid-hours.not-a-number", "“hours_paid”")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,38\n", "paid-hours.not-a-number", "“hourly_rate”")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,200,14.5\n", "paid-hours.out-of-range", "“hours_paid”")]
    [InlineData("week,hours_paid,hourly_rate\n2026-W45,38,14.5\n2026-W45,2,14.5\n", "paid-hours.week-twice", "Line 3")]
    [InlineData("person,week,hours_paid,hourly_rate\n1,2026-W45,38,14.5\n2,2026-W46,38,14.5\n", "paid-hours.several-people", "2 people")]
    public void Is_refused_with_what_is_needed_to_mend_it(string file, string code, string words)
    {
        var (reading, refusal) = Read(file);
        Assert.Null(reading);
        Assert.Equal("contributions." + code, refusal!.Code);
        Assert.Contains(words, refusal.Message.En, StringComparison.Ordinal);
    }

    private static (PaidReading?, Federation.Node.Contributions.ContributionRefusal?) Read(string file) =>
        PaidFile.Read(Encoding.UTF8.GetBytes(file), Schema, new DateOnly(2026, 11, 24));
}
