using Federation.Storage.Keys;

#pragma warning disable xUnit1051 // The synchronous Find has an asynchronous namesake; both are under test.

namespace Federation.Storage.Tests.Keys;

/// <summary>What any store of wrapped keys must do. A store's own test class derives from this.</summary>
public abstract class WrappedKeyStoreContract
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    protected abstract IWrappedKeyStore Store { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_what_was_added_both_ways()
    {
        var key = new WrappedKey(SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), [1, 2, 3], null);
        Assert.True(await Store.Add(key, Stop));
        foreach (var found in new[] { await Store.Find(key.Id, Stop), Store.Find(key.Id) })
        {
            Assert.NotNull(found);
            Assert.Equal(key with { Wrapped = null }, found with { Wrapped = null });
            Assert.Equal(key.Wrapped, found.Wrapped);
        }
    }

    [Fact]
    public async Task Knows_nothing_of_a_stranger()
    {
        var stranger = SubjectId.New(TimeProvider.System);
        Assert.Null(await Store.Find(stranger, Stop));
        Assert.Null(Store.Find(stranger));
        Assert.False(await Store.Shred(stranger, Monday, Stop));
        Assert.Null(await Store.Find(stranger, Stop));
    }

    [Fact]
    public async Task Never_replaces_a_key_not_even_a_shredded_one()
    {
        var id = SubjectId.New(TimeProvider.System);
        Assert.True(await Store.Add(new WrappedKey(id, null, [1], null), Stop));
        Assert.False(await Store.Add(new WrappedKey(id, null, [2], null), Stop));
        Assert.Equal([1], Store.Find(id)!.Wrapped!);
        Assert.True(await Store.Shred(id, Monday, Stop));
        Assert.False(await Store.Add(new WrappedKey(id, null, [3], null), Stop));
        Assert.True(Store.Find(id)!.IsShredded);
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
}
