using System.Text;
using System.Text.Json;
using CsCheck;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_key_vault : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Scratch scratch = new();
    private readonly InMemoryKeyStore store = new();
    private readonly KeyVault vault;

    public A_key_vault() => vault = new KeyVault(MasterKey.LoadOrCreate(scratch["master.key"]), store);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Opens_what_it_sealed_waiting_or_not()
    {
        var member = await Member();
        var name = new Name("Zoë", "Nguyễn");
        foreach (var box in new[] { await vault.Seal(member, name, Stop), vault.Seal(member, name) })
        {
            Assert.Equal(name, (await vault.Open(box, Stop)).Value);
            Assert.Equal(name, vault.Open(box).Value);
            Assert.DoesNotContain("Ngu", Encoding.UTF8.GetString(box.Box), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Seals_the_same_value_differently_each_time()
    {
        var member = await Member();
        Assert.NotEqual(vault.Seal(member, "same"), vault.Seal(member, "same"));
    }

    [Fact]
    public async Task Opens_any_text_and_any_bytes()
    {
        var member = await Member();
        Gen.String.Sample(text => vault.Open(vault.Seal(member, text)).Value == text);
        Gen.Byte.Array[0, 300].Sample(bytes =>
            vault.OpenBytes(member, "blob", vault.SealBytes(member, "blob", bytes)).Value.AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public async Task Answers_erased_after_a_shredding_and_never_throws()
    {
        var member = await Member();
        var text = vault.Seal(member, "secret");
        var bytes = vault.SealBytes(member, "blob", [1, 2]);
        Assert.True(await vault.Shred(member, Monday, Stop));

        Assert.True(vault.Open(text).IsErased);
        Assert.True((await vault.Open(text, Stop)).IsErased);
        Assert.True(vault.OpenBytes(member, "blob", bytes).IsErased);
        Assert.Equal("(erased)", vault.Open(text).Or("(erased)"));
        Assert.False(vault.Open(text).TryGet(out _));
        Assert.Equal(KeyState.Erased, await vault.StateOf(member, Stop));
        Assert.Equal(Monday, store.Rows[member].ShreddedAt);
        Assert.Null(store.Rows[member].Wrapped);
        Assert.False(await vault.Shred(member, Monday.AddDays(1), Stop));
    }

    [Fact]
    public async Task Loses_the_child_with_the_parent_and_spares_the_others()
    {
        var member = await Member();
        var other = await Member();
        var consent = await Member(member);
        var sibling = await Member(other);
        var lost = vault.Seal(consent, "hours of March");
        var kept = vault.Seal(sibling, "hours of April");
        var wrappedChild = store.Rows[consent].Wrapped;

        await vault.Shred(member, Monday, Stop);

        Assert.True(vault.Open(lost).IsErased);
        Assert.Equal(KeyState.Erased, await vault.StateOf(consent, Stop));
        Assert.Equal(wrappedChild, store.Rows[consent].Wrapped); // its row is whole, and useless
        Assert.Equal("hours of April", vault.Open(kept).Value);
        Assert.Equal(KeyState.Live, await vault.StateOf(sibling, Stop));
    }

    [Fact]
    public async Task Keeps_the_person_when_one_consent_is_shredded()
    {
        var member = await Member();
        var consent = await Member(member);
        var name = vault.Seal(member, "Ada");
        var hours = vault.Seal(consent, 38);
        await vault.Shred(consent, Monday, Stop);
        Assert.Equal("Ada", vault.Open(name).Value);
        Assert.True(vault.Open(hours).IsErased);
    }

    [Fact]
    public async Task Sees_at_once_what_another_replica_shredded()
    {
        var replica = new KeyVault(MasterKey.Load(scratch["master.key"]), store);
        var member = await Member();
        var box = vault.Seal(member, "secret");
        Assert.Equal("secret", replica.Open(box).Value);
        await vault.Shred(member, Monday, Stop);
        Assert.True(replica.Open(box).IsErased);
        Assert.Throws<SubjectErasedException>(() => replica.Seal(member, "more"));
    }

    [Fact]
    public async Task Tells_a_lost_key_store_from_an_erasure()
    {
        var member = await Member();
        var box = vault.Seal(member, "secret");
        store.Rows.Clear();
        Assert.Equal(member, Assert.Throws<UnknownSubjectException>(() => vault.Open(box)).Subject);
        Assert.Throws<UnknownSubjectException>(() => vault.Seal(member, "more"));
        Assert.Equal(KeyState.Unknown, await vault.StateOf(member, Stop));
    }

    [Fact]
    public async Task Notices_a_box_given_to_another_subject_or_used_for_another_purpose()
    {
        var (ada, bob) = (await Member(), await Member());
        var box = vault.Seal(ada, "secret");
        Assert.Throws<BrokenSealException>(() => vault.Open(box with { Subject = bob }));
        Assert.Throws<BrokenSealException>(() => vault.OpenBytes(ada, "", box.Box));
        Assert.Throws<BrokenSealException>(() => vault.OpenBytes(ada, "blob 2", vault.SealBytes(ada, "blob 1", [1])));
    }

    [Fact]
    public async Task Notices_rows_exchanged_in_the_store()
    {
        var (ada, bob) = (await Member(), await Member());
        var box = vault.Seal(ada, "secret");
        store.Rows[ada] = store.Rows[bob] with { Id = ada };
        Assert.Throws<BrokenSealException>(() => vault.Open(box));
        store.Rows[ada] = store.Rows[ada] with { Parent = ada };
        Assert.Throws<BrokenSealException>(() => vault.Open(box)); // a key above itself
    }

    [Fact]
    public async Task Notices_every_flipped_bit_and_every_cut()
    {
        var member = await Member();
        var box = vault.Seal(member, "Ada");
        for (var bit = 0; bit < box.Box.Length * 8; bit++)
        {
            var changed = (byte[])box.Box.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<BrokenSealException>(() => vault.Open(box with { Box = changed }));
        }
        for (var length = 0; length < box.Box.Length; length++)
        {
            Assert.Throws<BrokenSealException>(() => vault.Open(box with { Box = box.Box[..length] }));
        }
    }

    [Fact]
    public async Task Says_when_a_box_holds_another_kind_of_thing_without_quoting_it()
    {
        var member = await Member();
        var box = vault.Seal(member, "my secret");
        var broken = Assert.Throws<BrokenSealException>(() => vault.Open(new Sealed<int>(member, box.Box)));
        Assert.DoesNotContain("secret", broken.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_one_key_a_subject_and_none_for_the_erased()
    {
        var member = await Member();
        var box = vault.Seal(member, "kept");
        Assert.Equal(KeyCreation.AlreadyThere, await vault.CreateKey(member, null, Stop));
        Assert.Equal("kept", vault.Open(box).Value);

        await vault.Shred(member, Monday, Stop);
        Assert.Equal(KeyCreation.Erased, await vault.CreateKey(member, null, Stop));
        Assert.Equal(KeyCreation.ParentErased, await vault.CreateKey(SubjectId.New(TimeProvider.System), member, Stop));
        await Assert.ThrowsAsync<UnknownSubjectException>(
            () => vault.CreateKey(SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), Stop));
    }

    [Fact]
    public async Task Goes_four_keys_deep_and_no_deeper()
    {
        var deepest = await Member(await Member(await Member(await Member())));
        Assert.Equal("deep", vault.Open(vault.Seal(deepest, "deep")).Value);
        await Assert.ThrowsAsync<InvalidOperationException>(() => vault.CreateKey(SubjectId.New(TimeProvider.System), deepest, Stop));
    }

    [Fact]
    public async Task Makes_a_key_that_its_maker_keeps_together_with_what_it_sealed()
    {
        var member = await Member();
        var id = SubjectId.New(TimeProvider.System);
        using var made = await vault.NewKey(id, member, Stop);
        var box = made.Seal(new Name("Zoë", "Nguyễn"));
        Assert.Equal("Zoë", vault.Open(box).Value.Given); // before anybody keeps the key
        var kept = JsonSerializer.SerializeToUtf8Bytes(box);
        Assert.DoesNotContain("Ngu", Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<Sealed<Name>>(kept)!;
        Assert.Throws<UnknownSubjectException>(() => vault.Open(read));
        Assert.True(await store.Add(made.Row, Stop));
        Assert.Equal("Nguyễn", vault.Open(read).Value.Family);
        Assert.Equal(2, vault.Open(vault.Seal(id, 2)).Value);
        await vault.Shred(member, Monday, Stop);
        Assert.True(vault.Open(read).IsErased);
    }

    [Fact]
    public async Task Makes_no_new_key_below_the_erased_the_unknown_or_the_deepest()
    {
        var member = await Member();
        await vault.Shred(member, Monday, Stop);
        await Assert.ThrowsAsync<SubjectErasedException>(() => vault.NewKey(SubjectId.New(TimeProvider.System), member, Stop));
        await Assert.ThrowsAsync<UnknownSubjectException>(() => vault.NewKey(SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), Stop));
        var deepest = await Member(await Member(await Member(await Member())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => vault.NewKey(SubjectId.New(TimeProvider.System), deepest, Stop));
    }

    [Fact]
    public async Task Tells_equal_values_of_one_subject_for_one_purpose_only()
    {
        var (ana, ben) = (await Member(), await Member());
        var hashes = new KeyedHashes(MasterKey.LoadOrCreate(scratch["master.key"]), store);
        var hash = await hashes.Of(ana, "content", "same"u8.ToArray(), Stop);
        Assert.Equal(hash, await hashes.Of(ana, "content", "same"u8.ToArray(), Stop));
        Assert.NotEqual(hash, await hashes.Of(ana, "content", "other"u8.ToArray(), Stop));
        Assert.NotEqual(hash, await hashes.Of(ana, "name", "same"u8.ToArray(), Stop));
        Assert.NotEqual(hash, await hashes.Of(ben, "content", "same"u8.ToArray(), Stop));
        await vault.Shred(ana, Monday, Stop);
        await Assert.ThrowsAsync<SubjectErasedException>(() => hashes.Of(ana, "content", "same"u8.ToArray(), Stop).AsTask());
        await Assert.ThrowsAsync<UnknownSubjectException>(() => hashes.Of(SubjectId.New(TimeProvider.System), "content", "same"u8.ToArray(), Stop).AsTask());
    }

    private async Task<SubjectId> Member(SubjectId? under = null)
    {
        var id = SubjectId.New(TimeProvider.System);
        Assert.Equal(KeyCreation.Created, await vault.CreateKey(id, under, Stop));
        return id;
    }

    private sealed record Name(string Given, string Family);
}
