using System.Collections.Frozen;
using System.Globalization;

namespace Federation.Node.Contributions.WeClock;

/// <summary>
/// Why an export was not taken, and where to look. It repeats nothing of the file's contents: a refusal may be logged, a place may not.
/// </summary>
/// <param name="Line">Line to look at, from 1; null when the whole file is to blame.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Facts">What is needed to mend it, by name: <c>column</c>, <c>expected</c>, <c>limit</c>.</param>
internal sealed record ImportRefusal(int? Line, ImportFault Fault, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Stable machine name, like <c>weclock.decimal-comma</c>; also the key of the message.</summary>
    public string Code => "weclock." + string.Concat(Fault.ToString().Select((letter, at) =>
        char.IsUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>The refusal in words.</summary>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>es</c>; anything else reads English.</param>
    public string Sentence(string language)
    {
        var sentence = Facts.Aggregate(ImportSentences.Of(Fault, language), (text, fact) =>
            text.Replace("{" + fact.Key + "}", fact.Value, StringComparison.Ordinal));
        return Line is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"{ImportSentences.Line(language)} {line}: {sentence}")
            : sentence;
    }

    internal static ImportRefusal OfFile(ImportFault fault, params (string Name, object Value)[] facts) => Of(null, fault, facts);

    internal static ImportRefusal AtLine(int line, ImportFault fault, params (string Name, object Value)[] facts) =>
        Of(line, fault, facts);

    private static ImportRefusal Of(int? line, ImportFault fault, (string Name, object Value)[] facts) => new(line, fault,
        facts.ToFrozenDictionary(fact => fact.Name, fact => Convert.ToString(fact.Value, CultureInfo.InvariantCulture) ?? ""));
}
