using Federation.Node.Datasets.Catalogue;

namespace Federation.Node.Tests.Datasets.Catalogue;

/// <summary>What the history of releases means to whoever keeps a copy of the catalogue.</summary>
public sealed class The_changes_of_a_catalogue
{
    private static readonly Guid One = Guid.Parse("00000000-0000-4000-8000-000000000001"), Other = Guid.Parse("00000000-0000-4000-8000-000000000002");

    [Fact]
    public void Begin_with_the_first_version_and_go_on_with_the_next() =>
        Assert.Equal(["1 Create 1", "2 Update 2"], Of(Signed(1, 1, 9), Signed(2, 2, 10)));

    [Fact]
    public void Are_one_update_when_a_version_is_erased_and_corrected_at_once() =>
        Assert.Equal(["1 Create 1", "3 Update 2"], Of(Signed(1, 1, 9), Erased(2, 10, 1), Signed(3, 2, 10)));

    [Fact]
    public void Are_a_delete_when_nothing_is_left_and_a_create_when_it_comes_again() =>
        Assert.Equal(["1 Create 1", "2 Delete ", "3 Create 2"], Of(Signed(1, 1, 9), Erased(2, 10, 1), Signed(3, 2, 12)));

    [Fact]
    public void Are_none_when_an_old_version_is_erased() =>
        Assert.Equal(["1 Create 1", "2 Update 2"], Of(Signed(1, 1, 9), Signed(2, 2, 10), Erased(3, 11, 1)));

    [Fact]
    public void Lead_back_to_the_version_before_when_the_newest_is_erased_alone() =>
        Assert.Equal(["1 Create 1", "2 Update 2", "3 Update 1"], Of(Signed(1, 1, 9), Signed(2, 2, 10), Erased(3, 11, 2)));

    [Fact]
    public void Are_an_update_when_a_version_is_opened_to_everybody_and_others_are_not_open_for_it()
    {
        Assert.Equal(["1 Create 1", "2 Update 1 open", "3 Update 2"], Of(Signed(1, 1, 9), Opened(2, 1, 10), Signed(3, 2, 11)));
        Assert.Equal(["1 Create 1", "2 Update 2", "3 Update 2 open", "4 Update 1"], Of(Signed(1, 1, 9), Signed(2, 2, 10), Opened(3, 2, 11), Erased(4, 12, 2)));
    }

    [Fact]
    public void Stand_in_the_order_of_the_history_and_of_time_whatever_clocks_say()
    {
        var changes = CatalogueChange.Of([Signed(1, 1, 12), Signed(2, 1, 11) with { DatasetId = Other }, Signed(3, 2, 13)]);
        Assert.Equal([One, Other, One], changes.Select(change => change.DatasetId));
        Assert.Equal([12, 12, 13], changes.Select(change => change.At.Hour));
    }

    [Fact]
    public void Fill_pages_that_never_change_once_they_are_full()
    {
        Assert.NotEqual(SampleCatalogue.Feed(99), SampleCatalogue.Feed(100));
        Assert.Equal(SampleCatalogue.Feed(100), SampleCatalogue.Feed(250));
        var full = System.Text.Encoding.UTF8.GetString(SampleCatalogue.Feed(100));
        Assert.Contains("https://fnt.example/catalog/feed/1", full, StringComparison.Ordinal); // the next page, before it has any event
        Assert.DoesNotContain("tree:relation", System.Text.Encoding.UTF8.GetString(SampleCatalogue.Feed(250, page: 2)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Of(params ReleaseStep[] history) => CatalogueChange.Of(history).Select(change => $"{change.Number} {change.Kind} {change.Version}{(change.IsOpen ? " open" : "")}");

    private static ReleaseStep Signed(long number, int version, int hour) => new(number, One, version, null, [], At(hour));

    private static ReleaseStep Opened(long number, int version, int hour) => new(number, One, null, version, [], At(hour));

    private static ReleaseStep Erased(long number, int hour, params int[] versions) => new(number, One, null, null, versions, At(hour));

    private static DateTimeOffset At(int hour) => new(2026, 11, 24, hour, 0, 0, TimeSpan.Zero);
}
