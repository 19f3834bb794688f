using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Federation.Storage.Keys;

/// <summary>
/// Seals and opens under the keys of subjects. Methods that take a token read the store asynchronously; their namesakes without one
/// read it synchronously, for Marten's inline projections. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Deliberately without a cache: every call asks the store for the wrapped key and forgets the plain one, because a plain key kept
/// for even a second would outlive a shredding done by another replica. The price is one question per call.
/// </remarks>
/// <param name="master">Wraps the keys that have no parent.</param>
/// <param name="store">Where wrapped keys are kept.</param>
/// <param name="json">How values become bytes inside a box; pass the options that hold the source-generated contexts. Null: web defaults.</param>
public sealed class KeyVault(MasterKey master, IWrappedKeyStore store, JsonSerializerOptions? json = null)
{
    /// <summary>Levels of keys, the root included: consent under person, document under space, and one to spare.</summary>
    public const int MaxDepth = 4;

    private const string ValueBox = "federation value v1", BytesBox = "federation bytes v1";

    private readonly JsonSerializerOptions json = json ?? Defaults;

    private static JsonSerializerOptions Defaults { get; } =
        new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>Gives a subject a random key, wrapped under its parent's or, without one, under the master key.</summary>
    /// <exception cref="UnknownSubjectException">The parent has no key.</exception>
    /// <exception cref="InvalidOperationException">The parent is <see cref="MaxDepth"/> levels deep already.</exception>
    public async Task<KeyCreation> CreateKey(SubjectId subject, SubjectId? parent, CancellationToken cancellation)
    {
        var line = parent is { } above ? await LineAbove(above, cancellation) : KeyLine.Empty;
        if (line.IsErased)
        {
            return KeyCreation.ParentErased;
        }
        using var key = PlainKey.Random();
        using var parentKey = line.Unwrap(master);
        if (await Add(subject, parent, key, parentKey, cancellation))
        {
            return KeyCreation.Created;
        }
        return await StateOf(subject, cancellation) == KeyState.Erased ? KeyCreation.Erased : KeyCreation.AlreadyThere;
    }

    /// <summary>Makes a key below its parent's for a subject that never had one. The caller keeps its row.</summary>
    /// <exception cref="SubjectErasedException">The parent was erased.</exception>
    /// <exception cref="UnknownSubjectException">The parent has no key.</exception>
    /// <exception cref="InvalidOperationException">The parent is <see cref="MaxDepth"/> levels deep already.</exception>
    public async Task<NewKey> NewKey(SubjectId subject, SubjectId parent, CancellationToken cancellation)
    {
        var line = await LineAbove(parent, cancellation);
        if (line.IsErased)
        {
            throw new SubjectErasedException(parent);
        }
        using var parentKey = line.Unwrap(master)!; // not empty: it was found
        return new NewKey(this, subject, parent, parentKey);
    }

    /// <summary>Whether a subject's seals open, taking the keys above it into account.</summary>
    public async Task<KeyState> StateOf(SubjectId subject, CancellationToken cancellation)
    {
        if (await store.Find(subject, cancellation) is null)
        {
            return KeyState.Unknown;
        }
        return (await KeyLine.Find(store, subject, cancellation)).IsErased ? KeyState.Erased : KeyState.Live;
    }

    /// <summary>
    /// Destroys a subject's key for good, and with it everything sealed under it or under a key below it. False if the subject never
    /// had a key or it was shredded before. Copies of the keys database must expire by themselves.
    /// </summary>
    public Task<bool> Shred(SubjectId subject, DateTimeOffset at, CancellationToken cancellation) => store.Shred(subject, at, cancellation);

    /// <summary>Seals a value for a subject.</summary>
    /// <exception cref="SubjectErasedException">The subject was erased.</exception>
    /// <exception cref="UnknownSubjectException">The subject has no key.</exception>
    public async ValueTask<Sealed<T>> Seal<T>(SubjectId subject, T value, CancellationToken cancellation) =>
        Seal(subject, value, await KeyLine.Find(store, subject, cancellation));

    /// <inheritdoc cref="Seal{T}(SubjectId, T, CancellationToken)"/>
    public Sealed<T> Seal<T>(SubjectId subject, T value) => Seal(subject, value, KeyLine.Find(store, subject));

    /// <summary>Opens a seal; an erased subject is an answer, not an error.</summary>
    /// <exception cref="BrokenSealException">The box was changed, moved from another subject, or does not hold a <typeparamref name="T"/>.</exception>
    /// <exception cref="UnknownSubjectException">The subject has no key and never had.</exception>
    public async ValueTask<Opened<T>> Open<T>(Sealed<T> box, CancellationToken cancellation) =>
        box.Fresh is { } fresh ? new((T)fresh) : Open(box, await KeyLine.Find(store, box.Subject, cancellation));

    /// <inheritdoc cref="Open{T}(Sealed{T}, CancellationToken)"/>
    public Opened<T> Open<T>(Sealed<T> box) => box.Fresh is { } fresh ? new((T)fresh) : Open(box, KeyLine.Find(store, box.Subject));

    /// <summary>The same for a caller that has just read the subject's row and those above it.</summary>
    public Opened<T> Open<T>(Sealed<T> box, IReadOnlyList<WrappedKey> line) => Open(box, KeyLine.Of(line, box.Subject));

    /// <summary>Opens many seals with one question to the store.</summary>
    /// <returns>What each gave, in their order.</returns>
    /// <inheritdoc cref="Open{T}(Sealed{T}, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<Opened<T>>> OpenAll<T>(IReadOnlyList<Sealed<T>> boxes, CancellationToken cancellation)
    {
        var lines = await KeyLine.FindAll(store, [.. boxes.Select(box => box.Subject).Distinct()], cancellation);
        var opened = new Opened<T>[boxes.Count];
        foreach (var ofOne in boxes.Index().GroupBy(each => each.Item.Subject))
        {
            var line = lines(ofOne.Key);
            using var key = line.IsErased ? null : line.Unwrap(master); // once for all that it opens
            foreach (var (place, box) in ofOne)
            {
                opened[place] = key is null ? default : Open(box, key);
            }
        }

        return opened;
    }

    /// <summary>Seals bytes (a blob's content key, say) for a subject; the context, such as the blob's id, must be the same to open.</summary>
    /// <inheritdoc cref="Seal{T}(SubjectId, T, CancellationToken)"/>
    public async ValueTask<byte[]> SealBytes(
        SubjectId subject, string context, ReadOnlyMemory<byte> plain, CancellationToken cancellation)
    {
        var line = await KeyLine.Find(store, subject, cancellation);
        return SealBytes(subject, context, plain.Span, line);
    }

    /// <summary>The synchronous <see cref="SealBytes(SubjectId, string, ReadOnlyMemory{byte}, CancellationToken)"/>.</summary>
    public byte[] SealBytes(SubjectId subject, string context, ReadOnlySpan<byte> plain) =>
        SealBytes(subject, context, plain, KeyLine.Find(store, subject));

    /// <summary>Opens what <see cref="SealBytes(SubjectId, string, ReadOnlyMemory{byte}, CancellationToken)"/> made.</summary>
    /// <inheritdoc cref="Open{T}(Sealed{T}, CancellationToken)"/>
    public async ValueTask<Opened<byte[]>> OpenBytes(
        SubjectId subject, string context, ReadOnlyMemory<byte> box, CancellationToken cancellation)
    {
        var line = await KeyLine.Find(store, subject, cancellation);
        return OpenBytes(subject, context, box.Span, line);
    }

    /// <summary>The synchronous <see cref="OpenBytes(SubjectId, string, ReadOnlyMemory{byte}, CancellationToken)"/>.</summary>
    public Opened<byte[]> OpenBytes(SubjectId subject, string context, ReadOnlySpan<byte> box) =>
        OpenBytes(subject, context, box, KeyLine.Find(store, subject));

    /// <summary>The same for a caller that has just read the row of the subject, which has no parent.</summary>
    public Opened<byte[]> OpenBytes(string context, ReadOnlySpan<byte> box, WrappedKey root) => OpenBytes(root.Id, context, box, KeyLine.Of([root], root.Id));

    private async ValueTask<KeyLine> LineAbove(SubjectId parent, CancellationToken cancellation)
    {
        var line = await KeyLine.Find(store, parent, cancellation);
        return line.Depth < MaxDepth
            ? line
            : throw new InvalidOperationException($"Subject {parent} is {MaxDepth} keys deep already; nothing can be wrapped under it.");
    }

    private async Task<bool> Add(SubjectId subject, SubjectId? parent, PlainKey key, PlainKey? parentKey, CancellationToken cancellation)
    {
        var context = KeyLine.Context(subject, parent);
        if (parentKey is not null)
        {
            return await store.Add(new WrappedKey(subject, parent, AesGcmBox.Seal(parentKey.Bytes, key.Bytes, Encoding.UTF8.GetBytes(context)), null), cancellation);
        }
        try
        {
            return await store.Add(new WrappedKey(subject, null, master.Wrap(context, key.Bytes), null), cancellation);
        }
        catch (StaleMasterKeyException)
        {
            return await store.Add(new WrappedKey(subject, null, master.Wrap(context, key.Bytes), null), cancellation); // under the key of now
        }
    }

    private Sealed<T> Seal<T>(SubjectId subject, T value, KeyLine line) => new(subject, SealUnder(line, subject, ContextOf(subject), Written(value)));

    internal Sealed<T> Seal<T>(SubjectId subject, T value, PlainKey key) =>
        new(subject, AesGcmBox.Seal(key.Bytes, Written(value), Encoding.UTF8.GetBytes(ContextOf(subject)))) { Fresh = value };

    private static string ContextOf(SubjectId subject) => $"{ValueBox}|{subject}";

    private byte[] Written<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)));

    private Opened<T> Open<T>(Sealed<T> box, KeyLine line)
    {
        if (line.IsErased)
        {
            return default;
        }
        using var key = line.Unwrap(master)!; // it was found
        return Open(box, key);
    }

    private Opened<T> Open<T>(Sealed<T> box, PlainKey key)
    {
        var plain = AesGcmBox.Open(key.Bytes, box.Box, Encoding.UTF8.GetBytes(ContextOf(box.Subject)), $"A value sealed for {box.Subject}");
        try
        {
            return new(JsonSerializer.Deserialize(plain, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)))!); // T may be nullable: "null" opens
        }
        catch (JsonException)
        {
            // The inner exception is left out: its message may quote the plain text.
            throw new BrokenSealException($"A value sealed for {box.Subject} does not hold a {typeof(T).Name}.");
        }
    }

    private byte[] SealBytes(SubjectId subject, string context, ReadOnlySpan<byte> plain, KeyLine line) =>
        SealUnder(line, subject, $"{BytesBox}|{subject}|{context}", plain);

    private Opened<byte[]> OpenBytes(SubjectId subject, string context, ReadOnlySpan<byte> box, KeyLine line)
    {
        if (line.IsErased)
        {
            return default;
        }
        using var key = line.Unwrap(master)!; // it was found
        return new(AesGcmBox.Open(key.Bytes, box, Encoding.UTF8.GetBytes($"{BytesBox}|{subject}|{context}"), $"The bytes '{context}' sealed for {subject}"));
    }

    private byte[] SealUnder(KeyLine line, SubjectId subject, string context, ReadOnlySpan<byte> plain)
    {
        if (line.IsErased)
        {
            throw new SubjectErasedException(subject);
        }
        using var key = line.Unwrap(master)!; // it was found
        return AesGcmBox.Seal(key.Bytes, plain, Encoding.UTF8.GetBytes(context));
    }
}
