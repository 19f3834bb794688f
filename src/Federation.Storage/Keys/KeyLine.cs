using System.Text;

namespace Federation.Storage.Keys;

/// <summary>The keys from a root down to one subject, as the store has them at this moment. Used for one call and dropped.</summary>
internal sealed class KeyLine
{
    private readonly List<WrappedKey> keys = new(2); // the root first

    public static KeyLine Empty => new();

    public int Depth => keys.Count;

    public bool IsErased => keys.Exists(key => key.IsShredded);

    public static async ValueTask<KeyLine> Find(IWrappedKeyStore store, SubjectId subject, CancellationToken cancellation) =>
        From(await store.FindAll([subject], cancellation))(subject);

    public static KeyLine Find(IWrappedKeyStore store, SubjectId subject) => From(store.FindAll([subject]))(subject);

    /// <summary>Those of many subjects.</summary>
    public static async Task<Func<SubjectId, KeyLine>> FindAll(IWrappedKeyStore store, IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellation) =>
        From(subjects.Count == 0 ? [] : await store.FindAll(subjects, cancellation));

    private static Func<SubjectId, KeyLine> From(IReadOnlyList<WrappedKey> rows)
    {
        var found = rows.ToDictionary(row => row.Id);
        return subject =>
        {
            var line = new KeyLine();
            for (SubjectId? id = subject; id is { } next; id = line.keys[0].Parent)
            {
                line.Extend(next, found.GetValueOrDefault(next));
            }
            return line;
        };
    }

    /// <summary>A line whose rows the caller has just read, in any order.</summary>
    public static KeyLine Of(IReadOnlyList<WrappedKey> rows, SubjectId subject) => From(rows)(subject);

    /// <summary>What a key is bound to where it is wrapped: its subject and its place, so that rows cannot be exchanged or moved.</summary>
    public static string Context(SubjectId subject, SubjectId? parent) =>
        $"federation key v1|{subject}|{parent?.ToString() ?? "master"}";

    /// <summary>The subject's key in the clear; null for the empty line. Only if not <see cref="IsErased"/>.</summary>
    public PlainKey? Unwrap(MasterKey master)
    {
        PlainKey? key = null;
        foreach (var next in keys)
        {
            var context = Context(next.Id, next.Parent);
            using var above = key;
            key = new(above is null
                ? master.Unwrap(context, next.Wrapped)
                : AesGcmBox.Open(above.Bytes, next.Wrapped, Encoding.UTF8.GetBytes(context), $"The key of {next.Id} under {next.Parent}"));
        }
        return key;
    }

    private void Extend(SubjectId id, WrappedKey? found)
    {
        if (keys.Count == KeyVault.MaxDepth)
        {
            throw new BrokenSealException($"The keys above {keys[^1].Id} are more than {KeyVault.MaxDepth} deep: the key store was tampered with.");
        }
        keys.Insert(0, found ?? throw new UnknownSubjectException(id));
    }
}
