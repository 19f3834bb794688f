using System.Text;

namespace Federation.Node.Documents.Search;

/// <summary>Text as it is read, up to as much as is kept of one document.</summary>
internal sealed class GatheredText
{
    private readonly StringBuilder text = new();

    /// <summary>No more is taken.</summary>
    public bool IsFull => text.Length >= SearchLimits.MaxText;

    public void Add(ReadOnlySpan<char> more) => text.Append(more[..Math.Min(more.Length, SearchLimits.MaxText - text.Length)]);

    /// <summary>Sets what follows apart; several times are once.</summary>
    public void Break(char how)
    {
        if (!IsFull && text.Length > 0 && text[^1] is not ('\n' or '\t' or ' '))
        {
            text.Append(how);
        }
    }

    public Reading Done() => new(text.ToString().TrimEnd(), IsFull ? ReadingOutcome.Beginning : ReadingOutcome.Whole);
}
