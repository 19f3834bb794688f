using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Federation.Protocol.Discovery;

/// <summary>An account: <c>acct:name@host</c> (RFC 7565), which people write <c>@name@host</c>.</summary>
/// <param name="Name">Letters, digits, <c>_ . -</c>; lower case, as all servers compare it.</param>
/// <param name="Host">Host, with the port if it is not the usual one; lower case.</param>
public sealed partial record Account(string Name, string Host)
{
    /// <summary>Reads an account; false when the text is none.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out Account? account)
    {
        account = text is { Length: <= 512 } && Pattern().Match(text) is { Success: true } match
            ? new Account(match.Groups["name"].Value.ToLowerInvariant(), match.Groups["host"].Value.ToLowerInvariant())
            : null;
        return account is not null;
    }

    /// <summary>As WebFinger asks for it.</summary>
    public override string ToString() => $"acct:{Name}@{Host}";

    [GeneratedRegex(
        @"^(?:(?i:acct):)?@?(?<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)"
        + @"@(?<host>(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
