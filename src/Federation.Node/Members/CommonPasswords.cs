namespace Federation.Node.Members;

/// <summary>Long passwords that are guessed first (NIST SP 800-63B §5.1.1.2): rows of keys, repetitions, and the usual words drawn out.</summary>
internal static class CommonPasswords
{
    /// <summary>Fewer different characters than this is a pattern, not a password.</summary>
    private const int FewestDifferent = 5;

    private static readonly string[] Rows =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1qaz2wsx3edc4rfv5tgb", "qwerty123456789"];

    private static readonly string[] Words =
        ["password", "passwort", "passw0rd", "motdepasse", "contraseña", "contrasena", "welcome", "bienvenue", "bienvenido", "qwerty", "azerty", "letmein",
         "iloveyou", "changeme", "administrator", "admin"];

    /// <summary>True when a guesser tries it early.</summary>
    public static bool Contains(string password)
    {
        var folded = password.ToLowerInvariant();
        return folded.Distinct().Count() < FewestDifferent
            || Rows.Any(row => row.Contains(folded, StringComparison.Ordinal))
            // A usual word with nothing beside it but digits and marks.
            || Words.Any(word => folded.Contains(word, StringComparison.Ordinal) && !folded.Replace(word, "", StringComparison.Ordinal).Any(char.IsLetter));
    }
}
