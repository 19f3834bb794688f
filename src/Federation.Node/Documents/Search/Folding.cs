using System.Globalization;
using System.Text;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Search;

/// <summary>
/// What counts as the same letter when one searches: accents and case are left out, one character for one, so that a place in the folded text is
/// the same place in the original. The database folds by the same table, and needs no extension for it.
/// </summary>
internal static class Folding
{
    private const char FirstAccented = '\u00C0', LastAccented = '\u017F';

    private static readonly (string From, string To) Table = Letters();

    /// <summary>The function <c>node.folded</c>. Angle brackets become blanks, or the database would take what is between them for a tag.</summary>
    public static string Script { get; } = $"""
        create or replace function node.folded(words text) returns text language sql immutable parallel safe as $$
            select translate(lower(words collate "C"), '{Table.From}<>', '{Table.To}  ')
        $$;
        """;

    /// <summary>Words with the letters that stand for two written out, and with those two letters joined: texts have either.</summary>
    public static (string Apart, string Joined) Spellings(string words)
    {
        var apart = words.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase);
        return (apart, apart.Replace("oe", "œ", StringComparison.OrdinalIgnoreCase).Replace("ae", "æ", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Text as it is kept for searching and shown: composed, without what the database or XML cannot hold, and without our own marks.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a pair becomes U+FFFD
        {
            var isText = rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse);
            clean.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar.ToString() : isText ? rune.ToString() : " ");
        }

        return Composed.Of(clean.ToString());
    }

    private static (string From, string To) Letters()
    {
        var (from, to) = (new StringBuilder(), new StringBuilder());
        for (var letter = FirstAccented; letter <= LastAccented; letter++)
        {
            var plain = char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]);
            if (plain != letter)
            {
                from.Append(letter);
                to.Append(plain);
            }
        }

        return (from.ToString(), to.ToString());
    }
}
