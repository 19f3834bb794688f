using System.Net;

namespace Federation.Node.Members;

/// <summary>Secrets that other rooms give out: how they are made, what is stored of them, and how often one may guess.</summary>
public interface ISecrets
{
    /// <summary>How long somebody waits who guessed too often.</summary>
    TimeSpan Pause { get; }

    /// <summary>A new secret of 256 random bits, for an address.</summary>
    string NewToken();

    /// <summary>What is stored of such a secret: SHA-256.</summary>
    byte[] HashOfToken(string token);

    /// <summary>What is stored of a password that a person chose: Argon2id with its parameters.</summary>
    string HashOfPassword(string password);

    /// <summary>Tries a password. Failures are counted for what it opens and for the address they come from, as at signing in.</summary>
    /// <param name="opens">What the password opens.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="stored">What <see cref="HashOfPassword"/> made of the right one.</param>
    Task<PasswordTry> Try(Guid opens, string password, string stored, IPAddress? address, CancellationToken cancel);
}

/// <summary>How a try with a password ended.</summary>
public enum PasswordTry
{
    /// <summary>It is the password.</summary>
    Right = 1,

    /// <summary>It is another.</summary>
    Wrong = 2,

    /// <summary>It was not looked at: there were too many failures before it.</summary>
    TooMany = 3,
}
