using System.Net;

namespace Federation.Node.Members.SignIn;

/// <summary>The secrets of other rooms, made and guarded like those of members.</summary>
internal sealed class Secrets(Attempts attempts) : ISecrets
{
    public TimeSpan Pause => Attempts.Window;

    public string NewToken() => Tokens.Create();

    public byte[] HashOfToken(string token) => Tokens.Hash(token);

    public string HashOfPassword(string password) => PasswordHash.Of(password);

    public async Task<PasswordTry> Try(Guid opens, string password, string stored, IPAddress? address, CancellationToken cancel)
    {
        if (await attempts.Take(AttemptDoor.OtherSecret, opens.ToByteArray(), address, cancel) is not { } attempt)
        {
            return PasswordTry.TooMany;
        }

        if (!PasswordHash.Fits(password, stored))
        {
            return PasswordTry.Wrong;
        }

        await attempts.GiveBack(attempt, cancel);
        return PasswordTry.Right;
    }
}
