using System.IO.Compression;
using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Contributions.GigBox;

namespace Federation.Node.Tests.Contributions.GigBox;

public sealed class What_an_hour_pays
{
    private const string Head = "id,shift_id,start_location,end_location,start_time,end_time,mileage,estimated_mileage,total_pay,tip,employer\n";

    private static readonly HourlyPayRule Rule = new(11.88m, 0.40m, WithTips: false);

    [Fact]
    public void Is_what_is_left_after_waiting_and_costs()
    {
        // Two hours from the first job to the end of the last, 20 miles (32.19 km), 30.00 and 4.00 of tips.
        var export = Read(Zip(Head
            + "1,7,\"(48.1,2.3)\",\"(48.2,2.3)\",2026-11-02 18:00:00,2026-11-02 18:20:00,5,,14.00,2.00,DOORDASH\n"
            + "2,7,,,2026-11-02T19:30:00+00:00,2026-11-02T20:00:00.5+00:00,,15,20.00,2,SHIPT\n"));
        Assert.Equal((2, 1, 120L, 30m, 4m), (export.Pay.Jobs, export.Pay.Shifts, export.Pay.Minutes, export.Pay.Paid, export.Pay.Tips));
        Assert.Equal(32.18688m, export.Pay.Kilometres);
        Assert.Equal(("below", "856", "1287", "3000", "400", "120"),
            (export.Pay.Figure("hourly.outcome"), export.Pay.Figure("hourly.hourly"), export.Pay.Figure("hourly.costs"), export.Pay.Figure("hourly.pay"), export.Pay.Figure("hourly.tips"), export.Pay.Figure("hourly.minutes")));
        Assert.Equal(["start_location", "end_location", "employer"], export.Columns);
        Assert.Equal(2, export.Screenshots);
        Assert.Equal(["export/readme.txt"], export.OtherFiles);
    }

    [Fact]
    public void Counts_tips_where_the_campaign_says_so_and_is_not_below_at_the_minimum_itself()
    {
        var csv = Encoding.UTF8.GetBytes(Head + "1,7,,,2026-11-02 18:00,2026-11-02 19:00,0,,13.00,1.12,X\n");
        Assert.Equal("notBelow", Read(csv).Pay.Figure("hourly.outcome"));
        Assert.Equal(13m, GigBoxFile.Read(csv, Rule with { WithTips = true }).Export!.Pay.PerHour);
    }

    [Fact]
    public void Counts_a_job_once_and_leaves_out_what_has_no_end()
    {
        var export = Read(Encoding.UTF8.GetBytes(Head
            + "1,7,,,2026-11-02 18:00,2026-11-02 19:00,,,5,,X\n1,7,,,2026-11-02 18:00,2026-11-02 19:00,,,6,,X\n2,8,,,2026-11-02 20:00,,,,7,,X\n"
            + "3,9,,,2026-11-03 08:00,2026-11-03 09:00,,,8,,X\n4,9,,,2026-11-05 08:00,2026-11-05 09:00,,,9,,X\n"));
        Assert.Equal((1, 1, 3, 6m), (export.Pay.Jobs, export.Twice, export.Unfinished, export.Pay.Paid));
    }

    [Theory]
    [InlineData("id,start_time,end_time\n1,2,3\n", "gigbox.no-column", "total_pay")]
    [InlineData(Head + "1,7,,,yesterday,2026-11-02 19:00,,,5,,X\n", "gigbox.not-a-time", "Row 2")]
    [InlineData(Head + "1,7,,,2026-11-02 19:00,2026-11-02 18:00,,,5,,X\n", "gigbox.not-a-time", "end_time")]
    [InlineData(Head + "1,7,,,2026-11-02 18:00,2026-11-02 19:00,far,,5,,X\n", "gigbox.not-a-number", "mileage")]
    [InlineData(Head + "1,7,,,2026-11-02 18:00,2026-11-02 19:00,,,-5,,X\n", "gigbox.not-a-number", "total_pay")]
    [InlineData(Head + "1,7,,,2026-11-02 18:00,2026-11-02 18:00,,,5,,X\n", "gigbox.nothing-to-count", "no job with an end")]
    [InlineData(Head, "sheet.no-rows", "no row")]
    [InlineData("\0\0", "sheet.not-a-sheet", "no spreadsheet")]
    public void Is_not_taken_from_a_file_that_does_not_say(string csv, string code, string words)
    {
        var (export, refusal) = GigBoxFile.Read(Zip(csv), Rule);
        Assert.Null(export);
        Assert.Equal(("contributions." + code, "gigbox"), (refusal!.Code, refusal.Field));
        Assert.Contains(words, refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_taken_from_a_zip_without_jobs_nor_from_one_that_is_broken()
    {
        Assert.Equal("contributions.gigbox.no-jobs", GigBoxFile.Read(Zip(Head, "work.csv"), Rule).Refusal!.Code);
        Assert.Equal("contributions.gigbox.damaged", GigBoxFile.Read("PK but not really"u8.ToArray(), Rule).Refusal!.Code);
        Assert.Equal("contributions.gigbox.damaged", GigBoxFile.Read(Zip(Head + new string('1', 40 * 1024 * 1024)), Rule).Refusal!.Code);
    }

    [Theory]
    [InlineData("\"minimumPerHour\": 11.88", "\"minimumPerHour\": 0", "not above 0")]
    [InlineData("\"costPerKilometre\": 0.4", "\"costPerKilometre\": -1", "below 0")]
    [InlineData("\"code\": \"notBelow\"", "\"code\": \"fine\"", "'below' and 'notBelow'")]
    public void Cannot_be_asked_for_with_a_rule_that_says_nothing(string part, string other, string why)
    {
        Assert.Contains(part, CampaignDefinitions.TrueHourlyPay, StringComparison.Ordinal);
        var refusal = CampaignDefinitions.Read(CampaignDefinitions.TrueHourlyPay.Replace(part, other, StringComparison.Ordinal)).Refusal;
        Assert.Contains(why, refusal!.Message.En, StringComparison.Ordinal);
    }

    /// <summary>An export as GigBox makes it, with screenshots.</summary>
    internal static byte[] Zip(string jobs, string name = "jobs.csv")
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in new[] { ("export/screenshots/1/a.png", "\x89PNG"), ("export/screenshots/2/b.JPG", "JFIF"), ("export/readme.txt", "hello"), ("export/" + name, jobs) })
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.SmallestSize).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return memory.ToArray();
    }

    private static GigBoxExport Read(byte[] upload)
    {
        var (export, refusal) = GigBoxFile.Read(upload, Rule);
        Assert.Null(refusal);
        return export!;
    }
}
