using System.Buffers.Binary;
using System.Numerics;
using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Privacy.Tests.DifferentialPrivacy;

/// <summary>Bytes from a seed, the same every time: XofTurboShake128 of draft-irtf-cfrg-vdaf with nothing but a seed (TurboSHAKE128: RFC 9861).</summary>
internal sealed class SeedStream : IRandomBytes
{
    private const int Rate = 168;
    private const byte Domain = 1;

    private static readonly ulong[] RoundConstants =
    [
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800a, 0x800000008000000a, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    private readonly ulong[] lanes = new ulong[25];
    private readonly byte[] block = new byte[Rate];
    private int used;

    public SeedStream(byte[] seed)
    {
        byte[] message = [0, 0, (byte)seed.Length, .. seed]; // length of an empty tag, length of the seed
        message.CopyTo(block, 0);
        block[message.Length] = Domain;
        block[^1] ^= 0x80;
        for (var lane = 0; lane < Rate / 8; lane++)
        {
            lanes[lane] = BinaryPrimitives.ReadUInt64LittleEndian(block.AsSpan(lane * 8));
        }

        Squeeze();
    }

    public void Fill(Span<byte> bytes)
    {
        for (var place = 0; place < bytes.Length; place++)
        {
            if (used == Rate)
            {
                Squeeze();
            }

            bytes[place] = block[used++];
        }
    }

    private void Squeeze()
    {
        foreach (var constant in RoundConstants)
        {
            Round(constant);
        }

        for (var lane = 0; lane < Rate / 8; lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(lane * 8), lanes[lane]);
        }

        used = 0;
    }

    // FIPS 202 §3.2: theta, rho and pi, chi, iota.
    private void Round(ulong constant)
    {
        ulong[] columns = [.. Enumerable.Range(0, 5).Select(x => lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20])];
        for (var lane = 0; lane < 25; lane++)
        {
            lanes[lane] ^= columns[(lane % 5 + 4) % 5] ^ BitOperations.RotateLeft(columns[(lane % 5 + 1) % 5], 1);
        }

        var moved = new ulong[25];
        moved[0] = lanes[0];
        var (x1, y1) = (1, 0);
        for (var step = 0; step < 24; step++)
        {
            var from = lanes[x1 + 5 * y1];
            (x1, y1) = (y1, (2 * x1 + 3 * y1) % 5);
            moved[x1 + 5 * y1] = BitOperations.RotateLeft(from, (step + 1) * (step + 2) / 2 % 64);
        }

        for (var lane = 0; lane < 25; lane++)
        {
            var row = lane / 5 * 5;
            lanes[lane] = moved[lane] ^ (~moved[row + (lane + 1 - row) % 5] & moved[row + (lane + 2 - row) % 5]);
        }

        lanes[0] ^= constant;
    }
}
