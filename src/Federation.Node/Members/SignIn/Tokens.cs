using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Members.SignIn;

/// <summary>Random secrets of 256 bits as text for URLs and cookies, and what is stored of them.</summary>
internal static class Tokens
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// One for programs, which people paste behind a command: none begins with <c>-</c>, which the command would read as an option
    /// (<c>rclone config create … pass -x4…</c>). It still holds 255.9 bits.
    /// </summary>
    public static string CreateForPrograms()
    {
        while (true)
        {
            if (Create() is var token && token[0] != '-')
            {
                return token;
            }
        }
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
