using Federation.Storage.Keys;

#pragma warning disable xUnit1051 // The synchronous FindAll has an asynchronous namesake; both are under test.

namespace Federation.Storage.Tests.Keys;

/// <summary>What any store of wrapped keys must do. A store's own test class derives from this.</summary>
public abstract class WrappedKeyStoreContract
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    protected abstract IWrappedKeyStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_what_was_added_alone_and_with_all_above_it()
    {
        var (space, document, other) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        foreach (var key in new[] { new WrappedKey(space, null, [1], null), new WrappedKey(document, space, [1, 2], null), new WrappedKey(other, space, [1, 2, 3], null) })
        {
            Assert.True(await Store.Add(key, Stop));
        }

        Assert.Equal((document, space, 2), Told(await Store.Find(document, Stop)));
        foreach (var found in new[] { await Store.FindAll([document, other, SubjectId.New(TimeProvider.System)], Stop), Store.FindAll([document, other]) })
        {
            Assert.Equal([(space, null, 1), (document, space, 2), (other, space, 3)], found.Select(Told).OrderBy(row => row.Length));
        }

        Assert.Equal([space], Store.FindAll([space]).Select(row => row.Id));
        Assert.Empty(Store.FindAll([]));
    }

    [Fact]
    public async Task Knows_nothing_of_a_stranger()
    {
        var stranger = SubjectId.New(TimeProvider.System);
        Assert.Null(await Store.Find(stranger, Stop));
        Assert.Empty(Store.FindAll([stranger]));
        Assert.False(await Store.Shred(stranger, Monday, Stop));
        Assert.Null(await Store.Find(stranger, Stop));
    }

    [Fact]
    public async Task Never_replaces_a_key_not_even_a_shredded_one()
    {
        var id = SubjectId.New(TimeProvider.System);
        Assert.True(await Store.Add(new WrappedKey(id, null, [1], null), Stop));
        Assert.False(await Store.Add(new WrappedKey(id, null, [2], null), Stop));
        Assert.Equal([1], (await Store.Find(id, Stop))!.Wrapped!);
        Assert.True(await Store.Shred(id, Monday, Stop));
        Assert.False(await Store.Add(new WrappedKey(id, null, [3], null), Stop));
        Assert.True((await Store.Find(id, Stop))!.IsShredded);
    }

    [Fact]
    public async Task Keeps_the_row_and_the_first_time_of_a_shredding_but_no_material()
    {
        var id = SubjectId.New(TimeProvider.System);
        await Store.Add(new WrappedKey(id, null, [1], null), Stop);
        Assert.True(await Store.Shred(id, Monday, Stop));
        Assert.False(await Store.Shred(id, Monday.AddDays(1), Stop));
        Assert.Equal(new WrappedKey(id, null, null, Monday), await Store.Find(id, Stop));
    }

    [Fact]
    public async Task Lets_one_of_several_writers_win()
    {
        var id = SubjectId.New(TimeProvider.System);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Task.Run(() => Store.Add(new WrappedKey(id, null, [(byte)n], null), Stop))));
        Assert.Single(outcomes, won => won);
    }

    private static (SubjectId Id, SubjectId? Parent, int Length) Told(WrappedKey? key) => (key!.Id, key.Parent, key.Wrapped!.Length); // added a moment ago
}
