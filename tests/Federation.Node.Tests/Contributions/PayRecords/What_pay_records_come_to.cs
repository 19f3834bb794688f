using System.Text;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Contributions.PayRecords;

namespace Federation.Node.Tests.Contributions.PayRecords;

public sealed class What_pay_records_come_to
{
    private static readonly PayRule Rule = new("5 + 0.075 * order_total", "order_pay", 0.05m, "delivery_only");

    private const string Head = "order_number,order_total,order_pay,tip,delivery_only,phone\n";

    [Fact]
    public void Is_what_was_paid_beside_what_the_old_rule_would_have_paid()
    {
        // 124.37 and 192.05: receipts of the pay calculator's own tests; the second was paid by the old rule.
        var reading = Read(Head + "1,124.37,10.00,3,False,a\n2,192.05,19.40,0,False,a\n3,50,1,0,True,a\n4,100,13.00,0,False,a\n");
        Assert.Equal((2, 1, 1, 0), (reading.Jobs, reading.SameRule, reading.Except, reading.Twice));
        Assert.Equal((23.00m, 26.82775m), (reading.Paid, reading.ByOldRule));
        Assert.Equal(("less", "2300", "2683", "1427"), (reading.Figure("pay.outcome"), reading.Figure("pay.paid"), reading.Figure("pay.byOldRule"), reading.Figure("pay.loss")));
        Assert.Equal(["order_number", "tip", "phone"], reading.ThrownAway);
    }

    [Fact]
    public void Counts_a_job_once_as_its_last_line_tells_it()
    {
        var reading = Read(Head + "1,100,10,0,False,a\n1,100,20,0,False,a\n");
        Assert.Equal((1, 1, 20m), (reading.Jobs, reading.Twice, reading.Paid));
        Assert.Equal(("notLess", "0"), (reading.Figure("pay.outcome"), reading.Figure("pay.loss")));
    }

    [Fact]
    public void Is_the_same_whatever_the_order_of_columns_their_case_and_the_ends_of_lines() =>
        Assert.Equal(10m, Read("\uFEFFORDER_PAY;Delivery_Only; order_total \r\n10;no;\"100\"\r\n").Paid);

    [Theory]
    [InlineData("", "pay.not-a-csv")]
    [InlineData("order_number,order_pay,delivery_only\n1,2,False\n", "pay.no-column", "order_total")]
    [InlineData(Head + "1,100,10,0,False,a\n2,\"62,31\",8,0,False,a\n", "pay.not-a-number", "Line 3", "order_total")]
    [InlineData(Head + "1,100,,0,False,a\n", "pay.not-a-number", "Line 2", "order_pay")]
    [InlineData(Head + "1,1e5,10,0,False,a\n", "pay.not-a-number", "order_total")]
    [InlineData(Head + "1,99999999999999999999999999999999,10,0,False,a\n", "pay.not-a-number", "order_total")]
    [InlineData(Head + "1,100\n", "pay.not-a-number", "order_pay")]
    [InlineData(Head + "1,100,10,0,perhaps,a\n", "pay.not-yes-or-no", "Line 2")]
    [InlineData(Head + "1,100,10,0,False,a\n2,100,10,0,False,b\n", "pay.several-people", "2 people")]
    [InlineData(Head, "pay.nothing-to-compare")]
    [InlineData(Head + "1,192.05,19.40,0,False,a\n", "pay.nothing-to-compare")]
    public void Is_not_taken_from_a_file_that_does_not_say(string file, string code, params string[] words)
    {
        var (reading, refusal) = PayFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), Rule);
        Assert.Null(reading);
        Assert.Equal("contributions." + code, refusal!.Code);
        Assert.All(words, word => Assert.Contains(word, refusal.Message.En, StringComparison.Ordinal));
    }

    [Fact]
    public void Is_not_taken_from_bytes_that_are_no_text_nor_from_an_endless_line_nor_from_too_many_jobs()
    {
        Assert.Equal("contributions.pay.not-a-csv", Refusal([.. Encoding.UTF8.GetBytes(Head), 0xff, 0xfe, (byte)'\n']));
        Assert.Equal("contributions.pay.not-a-csv", Refusal(Encoding.UTF8.GetBytes(Head + new string('1', 100_000))));
        Assert.Equal("contributions.pay.too-many-jobs", Refusal(Encoding.UTF8.GetBytes(Head + string.Concat(Enumerable.Range(0, 22_001).Select(i => $"{i},100,10,0,False,a\n")))));
    }

    private static string Refusal(byte[] file) => PayFile.Read(new MemoryStream(file), Rule).Refusal!.Code;

    private static PayReading Read(string file)
    {
        var (reading, refusal) = PayFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), Rule);
        Assert.Null(refusal);
        return reading!;
    }
}
