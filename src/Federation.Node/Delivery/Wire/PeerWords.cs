using System.Text;

namespace Federation.Node.Delivery.Wire;

/// <summary>
/// What a peer says, or makes us say, fit to be kept and read: PostgreSQL keeps no NUL and no half character, a terminal obeys control characters,
/// and nobody reads an essay.
/// </summary>
internal static class PeerWords
{
    /// <summary>Characters kept: a reason is a sentence.</summary>
    public const int Longest = 500;

    /// <summary>
    /// What went wrong with a connection. The innermost cause says it ("the certificate has expired"); those around it only that something did.
    /// </summary>
    public static string Of(Exception trouble) => Fit(trouble.GetBaseException().Message);

    /// <summary>The words with every control character made a space and every broken one U+FFFD, cut after <see cref="Longest"/>.</summary>
    public static string Fit(string words)
    {
        var fit = new StringBuilder(Math.Min(words.Length, Longest));
        foreach (var rune in words.EnumerateRunes())
        {
            if (fit.Length + rune.Utf16SequenceLength > Longest)
            {
                break;
            }

            fit.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return fit.ToString();
    }
}
