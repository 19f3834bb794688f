using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Privacy.Tests.DifferentialPrivacy;

public sealed class A_privacy_budget
{
    private static readonly DateTimeOffset Today = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly PrivacyBudget Whole = new(new Rational(3, 10), new Rational(5, 10), []);

    [Fact]
    public void Is_spent_to_the_last_bit_and_no_further()
    {
        var budget = Whole;
        for (var release = 0; release < 3; release++)
        {
            budget = budget.Spend(new("drivers", "hours", new Rational(1, 10), Today));
            Assert.NotNull(budget);
        }

        Assert.Equal(new Rational(0, 1), budget.Left("drivers", "hours", Today)); // three tenths are three tenths: no rounding
        Assert.Null(budget.Spend(new("drivers", "hours", new Rational(1, 1_000_000_000), Today)));
    }

    [Fact]
    public void Is_each_populations_and_each_campaigns_own()
    {
        var budget = Whole.Spend(new("drivers", "hours", new Rational(3, 10), Today))!;

        Assert.Null(budget.Spend(new("drivers", "hours", new Rational(1, 10), Today)));
        Assert.NotNull(budget.Spend(new("nurses", "hours", new Rational(3, 10), Today)));
        Assert.NotNull(budget.Spend(new("drivers", "pay", new Rational(2, 10), Today)));
    }

    [Fact]
    public void Of_all_campaigns_together_is_that_of_a_year()
    {
        var budget = Whole.Spend(new("drivers", "hours", new Rational(3, 10), Today))!;

        Assert.Equal(new Rational(2, 10), budget.Left("drivers", "pay", Today)); // of three tenths that the campaign has
        Assert.Null(budget.Spend(new("drivers", "pay", new Rational(3, 10), Today)));
        Assert.Null(budget.Spend(new("drivers", "pay", new Rational(3, 10), Today + PrivacyBudget.Year - TimeSpan.FromSeconds(1))));
        Assert.NotNull(budget.Spend(new("drivers", "pay", new Rational(3, 10), Today + PrivacyBudget.Year)));
        Assert.Null(budget.Spend(new("drivers", "hours", new Rational(1, 10), Today + PrivacyBudget.Year))); // the campaign's own never comes back
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Does_not_grow_by_spending(int rho) => Assert.Throws<ArgumentOutOfRangeException>(() => Whole.Spend(new("drivers", "hours", rho, Today)));

    [Theory]
    [InlineData("3/500", true), InlineData("0/1", true), InlineData("1/0", false), InlineData("-1/2", false), InlineData("1", false), InlineData("1/2/3", false)]
    [InlineData("", false), InlineData("/", false), InlineData("1/ 2", false), InlineData("1234567890123456789/1", false), InlineData("\u0661/2", false)]
    public void Is_written_as_fractions_and_read_as_nothing_else(string text, bool isOne) => Assert.Equal(isOne ? text : null, Rational.Read(text)?.ToString());
}
