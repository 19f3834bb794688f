namespace Federation.Node.Documents.WebDav;

/// <summary>The <c>If</c> header (RFC 4918 §10.4): lists of conditions, of which one list must hold.</summary>
/// <param name="Lists">In order.</param>
internal sealed record DavIf(IReadOnlyList<DavIf.List> Lists)
{
    /// <summary>Conditions that hold together.</summary>
    /// <param name="Resource">Address of the thing they speak of; null: the request's own.</param>
    public sealed record List(string? Resource, IReadOnlyList<Condition> Conditions);

    /// <summary>One condition.</summary>
    /// <param name="Not">Whether it must not be so.</param>
    /// <param name="Token">State token, without brackets; null: it is a tag.</param>
    /// <param name="Tag">Entity tag with its quotes; null: it is a token.</param>
    public sealed record Condition(bool Not, string? Token, string? Tag);

    /// <summary>Tokens shown as held, in any list (§6.5: naming a token is submitting it).</summary>
    public IReadOnlyCollection<Guid> Tokens =>
        [.. Lists.SelectMany(list => list.Conditions).Where(each => !each.Not).Select(each => TokenOf(each.Token)).OfType<Guid>().Distinct()];

    /// <summary>Reads a header; null when it is not one.</summary>
    public static DavIf? Read(string text)
    {
        var lists = new List<List>();
        string? resource = null;
        var rest = text.AsSpan().Trim();
        while (rest.Length > 0)
        {
            if (rest[0] == '<' && (lists.Count == 0 || resource is not null) && Until(ref rest, '>') is { } address)
            {
                resource = address;
                if (rest.Length == 0 || rest[0] != '(')
                {
                    return null;
                }
            }
            else if (rest[0] == '(' && Conditions(ref rest) is { Count: > 0 } conditions)
            {
                lists.Add(new(resource, conditions));
            }
            else
            {
                return null;
            }
        }

        return lists.Count == 0 ? null : new(lists);
    }

    /// <summary>The lock a token names; null for what is none of ours, like <c>DAV:no-lock</c>.</summary>
    public static Guid? TokenOf(string? token)
    {
        foreach (var scheme in new[] { "urn:uuid:", "opaquelocktoken:" })
        {
            if (token?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true && Guid.TryParseExact(token[scheme.Length..], "D", out var id))
            {
                return id;
            }
        }

        return null;
    }

    private static List<Condition>? Conditions(ref ReadOnlySpan<char> rest)
    {
        var conditions = new List<Condition>();
        rest = rest[1..].TrimStart();
        while (rest.Length > 0 && rest[0] != ')')
        {
            var not = rest.StartsWith("Not", StringComparison.OrdinalIgnoreCase);
            rest = not ? rest[3..].TrimStart() : rest;
            if (rest.Length > 0 && rest[0] == '<' && Until(ref rest, '>') is { Length: > 0 } token)
            {
                conditions.Add(new(not, token, null));
            }
            else if (rest.Length > 0 && rest[0] == '[' && Until(ref rest, ']') is { Length: > 0 } tag)
            {
                conditions.Add(new(not, null, tag));
            }
            else
            {
                return null;
            }
        }

        if (rest.Length == 0)
        {
            return null;
        }

        rest = rest[1..].TrimStart();
        return conditions;
    }

    // What stands between the bracket it begins with and the closing one.
    private static string? Until(ref ReadOnlySpan<char> rest, char end)
    {
        var at = rest.IndexOf(end);
        if (at < 0)
        {
            return null;
        }

        var inside = rest[1..at].Trim().ToString();
        rest = rest[(at + 1)..].TrimStart();
        return inside;
    }
}
