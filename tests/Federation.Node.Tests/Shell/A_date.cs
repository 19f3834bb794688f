using Federation.Node.Shell;

namespace Federation.Node.Tests.Shell;

public sealed class A_date
{
    [Theory]
    [InlineData("en", "4 November 2026")]
    [InlineData("fr", "4 novembre 2026")]
    [InlineData("es", "4 de noviembre de 2026")]
    public void Reads_the_same_on_both_sides_of_an_ocean(string language, string expected) =>
        Assert.Equal(expected, Dates.Day(new DateOnly(2026, 11, 4)).In(language));

    [Theory]
    [InlineData("en", "3 November 2026, 23:05 UTC")]
    [InlineData("fr", "3 novembre 2026, 23:05 UTC")]
    [InlineData("es", "3 de noviembre de 2026, 23:05 UTC")]
    public void Says_whose_clock_its_time_is_of(string language, string expected) =>
        Assert.Equal(expected, Dates.Minute(new DateTimeOffset(2026, 11, 4, 1, 5, 0, TimeSpan.FromHours(2))).In(language));
}
