using System.Text.RegularExpressions;

namespace Federation.Node.Tools;

/// <summary>A version by Semantic Versioning 2.0.0, and which of two is newer (semver.org §11).</summary>
internal sealed partial class SemanticVersion : IComparable<SemanticVersion>
{
    /// <summary>Characters of a version: longer ones are not for people.</summary>
    public const int LongestText = 64;

    private readonly string[] parts;

    private readonly string[] before;

    private SemanticVersion(string text, string[] parts, string[] before) => (Text, this.parts, this.before) = (text, parts, before);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>True for one that comes before its release, like <c>2.0.0-rc.1</c>.</summary>
    public bool IsPreRelease => before.Length > 0;

    /// <summary>Reads a version; null when it is none.</summary>
    public static SemanticVersion? Read(string? text) =>
        text is { Length: <= LongestText } && Form().Match(text) is { Success: true } match
            ? new(
                text, [match.Groups["major"].Value, match.Groups["minor"].Value, match.Groups["patch"].Value],
                match.Groups["before"].Success ? match.Groups["before"].Value.Split('.') : [])
            : null;

    /// <summary>Negative when this one is older, 0 when they have the same rank: what follows a <c>+</c> does not count (§10).</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (Numbers(parts[i], other.parts[i]) is var rank and not 0)
            {
                return rank;
            }
        }

        // §11.3: 1.0.0-alpha is older than 1.0.0.
        return IsPreRelease && other.IsPreRelease ? Identifiers(before, other.before) : other.IsPreRelease.CompareTo(IsPreRelease);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int Identifiers(string[] mine, string[] others)
    {
        for (var i = 0; i < Math.Min(mine.Length, others.Length); i++)
        {
            var (isNumber, isOtherNumber) = (mine[i].All(char.IsAsciiDigit), others[i].All(char.IsAsciiDigit));
            var rank = isNumber && isOtherNumber ? Numbers(mine[i], others[i])
                : isNumber != isOtherNumber ? isOtherNumber.CompareTo(isNumber) // §11.4.3: numbers are older than words
                : string.CompareOrdinal(mine[i], others[i]);
            if (rank != 0)
            {
                return rank;
            }
        }

        return mine.Length.CompareTo(others.Length); // §11.4.4
    }

    // Without leading zeros the longer number is the larger, however long it is.
    private static int Numbers(string mine, string other) =>
        mine.Length != other.Length ? mine.Length.CompareTo(other.Length) : string.CompareOrdinal(mine, other);

    [GeneratedRegex(@"\A(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)\.(?<patch>0|[1-9][0-9]*)(-(?<before>(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
