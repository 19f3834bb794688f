using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

public sealed class A_population_band
{
    [Theory]
    [InlineData(0, "<10")]
    [InlineData(9, "<10")]
    [InlineData(10, "10-19")]
    [InlineData(49, "20-49")]
    [InlineData(360, "200-499")]
    [InlineData(999, "500-999")]
    [InlineData(1000, "1000+")]
    public void Says_no_more_than_the_order_of_size(int persons, string band) => Assert.Equal(band, PopulationBand.Of(persons));
}
