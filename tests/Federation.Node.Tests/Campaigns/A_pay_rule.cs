using Federation.Node.Campaigns.PayRules;

namespace Federation.Node.Tests.Campaigns;

public sealed class A_pay_rule
{
    [Theory]
    [InlineData("5 + 0.075 * order_total", "14.32775")] // 124.37: a receipt of the pay calculator's own tests, paid 14.33 by the old rule
    [InlineData("round(5 + 0.075*order_total)", "14.33")]
    [InlineData("max(7, min(10, order_total / 10)) + miles * 0.5", "12")]
    [InlineData("(1 + 2) * 3 - 4 / 2 - 1", "6")]
    [InlineData("-miles + 10", "6")]
    [InlineData("2 * -3 * -1", "6")]
    public void Counts_as_people_do(string formula, string expected)
    {
        var (read, fault) = Formula.Read(formula);
        Assert.Null(fault);
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), read!.Of(column => column == "miles" ? 4 : 124.37m));
    }

    [Fact]
    public void Names_the_columns_it_needs_once() => Assert.Equal(["a", "b_2"], Formula.Read("a * b_2 + min(a, 1)").Formula!.Columns);

    [Theory]
    [InlineData("", "it ends where a number or a column should stand, at character 1.")]
    [InlineData("5 +", "it ends where a number or a column should stand, at character 4.")]
    [InlineData("5 & 3", "'&' is not expected, at character 3.")]
    [InlineData("(1 + 2", "a ')' is missing, at character 7.")]
    [InlineData("1.2.3", "'1.2.3' is no number, at character 6.")]
    [InlineData("exec(1)", "'exec' is none of min, max and round, at character 7.")]
    [InlineData("round(1, 2)", "round takes one number, at character 11.")]
    [InlineData("système", "'è' is not expected, at character 5.")]
    public void Says_what_is_wrong_and_where(string formula, string fault) => Assert.Equal((null, fault), Formula.Read(formula));

    [Fact]
    public void Is_refused_when_it_is_made_to_exhaust_the_reader()
    {
        Assert.StartsWith("more than 20 brackets", Formula.Read(new string('(', 150) + "1" + new string(')', 149)).Fault, StringComparison.Ordinal);
        Assert.StartsWith("more than 20 brackets", Formula.Read(new string('-', 290) + "1").Fault, StringComparison.Ordinal);
        Assert.Equal("it is longer than 300 characters.", Formula.Read(new string('1', 301)).Fault);
    }

    [Theory]
    [InlineData("1 / (order_total - order_total)"), InlineData("order_total * 79228162514264337593543950335")]
    public void Comes_to_nothing_rather_than_to_something_wrong(string formula) => Assert.Null(Formula.Read(formula).Formula!.Of(_ => 5));
}
