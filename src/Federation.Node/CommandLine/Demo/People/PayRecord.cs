using System.Globalization;

namespace Federation.Node.CommandLine.Demo.People;

/// <summary>What somebody who does not exist is paid.</summary>
/// <param name="Grade">Code of the campaign's choice.</param>
/// <param name="Sex">Code of the campaign's choice.</param>
/// <param name="Minutes">A week, by contract.</param>
/// <param name="Cents">A month.</param>
internal sealed record PayRecord(string Grade, string Sex, int Minutes, int Cents)
{
    // By grade: how many women and men, and what men get for an hour, in cents. Two women are alone in the highest.
    private static readonly (string Grade, int Women, int Men, int Cents)[] Grades = [("g1", 34, 22, 1410), ("g2", 26, 28, 1820), ("g3", 14, 30, 2240), ("g4", 2, 14, 3150)];

    /// <summary>What an hour pays, in cents.</summary>
    public decimal Hourly => Cents * 12m / 52 / Minutes * 60;

    /// <summary>The month as people type it.</summary>
    public string Month => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The same records at every run: women get 6 per cent less for the same grade, and a quarter works part time.</summary>
    public static IReadOnlyList<PayRecord> All()
    {
        var random = new Random(4);
        return [.. Grades.SelectMany(grade => Enumerable.Repeat("woman", grade.Women).Concat(Enumerable.Repeat("man", grade.Men)).Select(sex =>
        {
            var minutes = random.Next(4) == 0 ? 1500 : 2340;
            var hourly = grade.Cents * (sex == "woman" ? 0.94 : 1) * (0.94 + 0.12 * random.NextDouble());
            return new PayRecord(grade.Grade, sex, minutes, (int)Math.Round(hourly * minutes / 60 * 52 / 12));
        }))];
    }

    /// <summary>
    /// What women lack in the same grade, in per cent: their own pay against what they would get if each grade paid them as its men. Counted from the records themselves.
    /// </summary>
    /// <param name="records">The records of some grades.</param>
    public static decimal Gap(IReadOnlyList<PayRecord> records)
    {
        var women = records.Where(record => record.Sex == "woman").ToList();
        var asMen = women.Sum(record => records.Where(other => other.Grade == record.Grade && other.Sex == "man").Average(other => other.Hourly));
        return 100 * (1 - women.Sum(record => record.Hourly) / asMen);
    }
}
