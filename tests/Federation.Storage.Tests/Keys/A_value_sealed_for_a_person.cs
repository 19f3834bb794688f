using System.Text.Json;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_value_sealed_for_a_person : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("keys").FullName;
    private readonly DictionaryKeyStore store = new();
    private readonly KeyVault vault;
    private readonly SubjectId person = new(Guid.Parse("0199f000-0000-7000-8000-000000000001"));
    private readonly SubjectId consent = new(Guid.Parse("0199f000-0000-7000-8000-000000000002"));

    public A_value_sealed_for_a_person() => vault = new KeyVault(MasterKey.LoadOrCreate(Path.Combine(folder, "master.key")), store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Opens_while_the_person_has_a_key()
    {
        await vault.CreateKey(person, null, Cancel);
        var box = await vault.Seal(person, "Ana Lopes", Cancel);
        Assert.Equal("Ana Lopes", (await vault.Open(box, Cancel)).Value);
        Assert.Equal("Ana Lopes", vault.Open(box).Value);
    }

    [Fact]
    public async Task Opens_after_a_round_trip_through_JSON()
    {
        await vault.CreateKey(person, null, Cancel);
        var json = JsonSerializer.Serialize(await vault.Seal(person, 42, Cancel));
        Assert.Equal(42, (await vault.Open(JsonSerializer.Deserialize<Sealed<int>>(json)!, Cancel)).Value);
    }

    [Fact]
    public async Task Says_erased_after_the_key_is_shredded_and_never_throws()
    {
        await vault.CreateKey(person, null, Cancel);
        var box = await vault.Seal(person, "Ana Lopes", Cancel);
        Assert.True(await vault.Shred(person, Now, Cancel));
        Assert.True((await vault.Open(box, Cancel)).IsErased);
        Assert.Equal("erased", vault.Open(box).Or("erased"));
        Assert.Equal(KeyState.Erased, await vault.StateOf(person, Cancel));
    }

    [Fact]
    public async Task Is_gone_when_the_key_above_its_own_is_shredded()
    {
        await vault.CreateKey(person, null, Cancel);
        await vault.CreateKey(consent, person, Cancel);
        var box = await vault.Seal(consent, "37 h", Cancel);
        await vault.Shred(person, Now, Cancel);
        Assert.True((await vault.Open(box, Cancel)).IsErased);
        Assert.Equal(KeyCreation.ParentErased, await vault.CreateKey(new SubjectId(Guid.Empty), person, Cancel));
    }

    [Fact]
    public async Task Survives_the_shredding_of_another_consent()
    {
        var other = new SubjectId(Guid.Parse("0199f000-0000-7000-8000-000000000003"));
        await vault.CreateKey(person, null, Cancel);
        await vault.CreateKey(consent, person, Cancel);
        await vault.CreateKey(other, person, Cancel);
        var box = await vault.Seal(other, "kept", Cancel);
        await vault.Shred(consent, Now, Cancel);
        Assert.Equal("kept", (await vault.Open(box, Cancel)).Value);
    }

    [Fact]
    public async Task Never_gets_a_second_key_after_erasure()
    {
        await vault.CreateKey(person, null, Cancel);
        await vault.Shred(person, Now, Cancel);
        Assert.Equal(KeyCreation.Erased, await vault.CreateKey(person, null, Cancel));
        await Assert.ThrowsAsync<SubjectErasedException>(() => vault.Seal(person, "again", Cancel).AsTask());
    }

    [Fact]
    public async Task Is_refused_with_any_bit_of_its_box_changed()
    {
        await vault.CreateKey(person, null, Cancel);
        var box = await vault.Seal(person, "Ana", Cancel);
        for (var bit = 0; bit < box.Box.Length * 8; bit++)
        {
            var changed = box.Box.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<BrokenSealException>(() => vault.Open(new Sealed<string>(person, changed)));
        }
    }

    [Fact]
    public async Task Does_not_open_for_another_person()
    {
        await vault.CreateKey(person, null, Cancel);
        await vault.CreateKey(consent, null, Cancel);
        var box = await vault.Seal(person, "Ana", Cancel);
        Assert.Throws<BrokenSealException>(() => vault.Open(new Sealed<string>(consent, box.Box)));
    }

    [Fact]
    public async Task Does_not_open_when_two_rows_of_the_key_store_are_exchanged()
    {
        await vault.CreateKey(person, null, Cancel);
        await vault.CreateKey(consent, null, Cancel);
        var box = await vault.Seal(person, "Ana", Cancel);
        store.Rows[person] = store.Rows[person] with { Wrapped = store.Rows[consent].Wrapped };
        Assert.Throws<BrokenSealException>(() => vault.Open(box));
    }

    [Fact]
    public void Names_the_subject_that_never_had_a_key() =>
        Assert.Throws<UnknownSubjectException>(() => vault.Seal(person, "Ana"));
}
