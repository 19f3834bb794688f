using System.Buffers;
using System.Text;

namespace Federation.Node.Shell;

/// <summary>One way to write a text, however it was typed. What comes from outside is normalised here and nowhere else: .NET throws at what is no text.</summary>
public static class Composed
{
    /// <summary>Whether something is text: no half of a pair, and not U+FFFE or U+FFFF, which stand for no letter and cannot be written in XML.</summary>
    public static bool IsText(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var letter, out var length) != OperationStatus.Done || letter.Value is 0xFFFE or 0xFFFF)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    /// <summary>A text in one of Unicode's normal forms (UAX #15); what is no text as it came, for who takes it to refuse.</summary>
    public static string Of(string text, NormalizationForm form = NormalizationForm.FormC) => IsText(text) ? text.Normalize(form) : text;
}
