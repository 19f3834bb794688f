using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Privacy.Tests.DifferentialPrivacy;

public sealed class A_privacy_budget
{
    private static readonly PrivacyBudget Whole = new(new Rational(3, 10));

    [Fact]
    public void Is_spent_to_the_last_bit_and_no_further()
    {
        var budget = Whole;
        for (var release = 0; release < 3; release++)
        {
            budget = budget.Spend(new("drivers", "hours", new Rational(1, 10)));
            Assert.NotNull(budget);
        }

        Assert.Equal(new Rational(0, 1), budget.Left("drivers", "hours")); // three tenths are three tenths: no rounding
        Assert.Null(budget.Spend(new("drivers", "hours", new Rational(1, 1_000_000_000))));
    }

    [Fact]
    public void Is_each_populations_and_each_campaigns_own()
    {
        var budget = Whole.Spend(new("drivers", "hours", new Rational(3, 10)))!;

        Assert.Null(budget.Spend(new("drivers", "hours", new Rational(1, 10))));
        Assert.NotNull(budget.Spend(new("nurses", "hours", new Rational(3, 10))));
        Assert.NotNull(budget.Spend(new("drivers", "pay", new Rational(3, 10))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Does_not_grow_by_spending(int rho) => Assert.Throws<ArgumentOutOfRangeException>(() => Whole.Spend(new("drivers", "hours", rho)));
}
