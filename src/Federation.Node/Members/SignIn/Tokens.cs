using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Members.SignIn;

/// <summary>Random secrets of 256 bits as text for URLs and cookies, and what is stored of them.</summary>
internal static class Tokens
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
