using System.Numerics;
using CsCheck;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Tests.Keys;

public sealed class Base58_text
{
    /// <summary>draft-msporny-base58-03 §5, and zero bytes alone.</summary>
    [Theory]
    [InlineData("Hello World!", "2NEpo7TZRRrLZSi2U")]
    [InlineData("The quick brown fox jumps over the lazy dog.", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    [InlineData("", "")]
    [InlineData("\0", "1")]
    [InlineData("\0\0\0\0\0\0\0\0\0", "111111111")]
    [InlineData("\u0001", "2")]
    public void Is_that_of_the_draft(string text, string encoded)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(encoded, Base58.Encode(bytes));
        Assert.Equal(bytes, Base58.Decode(encoded));
    }

    [Fact]
    public void Is_that_of_the_draft_with_zero_bytes_in_front() => Assert.Equal("11233QC4", Base58.Encode([0, 0, 0x28, 0x7f, 0xb4, 0xcd]));

    [Fact]
    public void Is_the_number_that_its_bytes_are() =>
        Gen.Select(Gen.Int[0, 5], Gen.Byte.Array[0, 300]).Sample((zeros, some) =>
        {
            byte[] bytes = [.. new byte[zeros], .. some];
            var text = Base58.Encode(bytes);
            Assert.Equal(bytes, Base58.Decode(text));
            var number = text.Aggregate(BigInteger.Zero, (sum, c) => sum * 58 + "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".IndexOf(c, StringComparison.Ordinal));
            Assert.Equal(new BigInteger(bytes, isUnsigned: true, isBigEndian: true), number);
        }, iter: 2000);

    [Theory]
    [InlineData("0")]
    [InlineData("2O")]
    [InlineData("I11")]
    [InlineData("l")]
    [InlineData("2NEpo7TZRRrLZSi2 ")]
    [InlineData("é")]
    public void Has_no_other_characters(string text) => Assert.Null(Base58.Decode(text));

    [Fact]
    public void Is_no_longer_than_a_key() => Assert.Null(Base58.Decode(new string('z', 1501)));
}
