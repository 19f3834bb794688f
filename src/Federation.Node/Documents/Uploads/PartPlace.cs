namespace Federation.Node.Documents.Uploads;

/// <summary>Where a part will be among the others of its upload.</summary>
/// <param name="Position">What orders the parts: where this one begins, or the number its sender gave it.</param>
/// <param name="Others">Bytes of the other parts.</param>
/// <param name="Room">Bytes for which there is room, for all of them; null: no limit.</param>
internal readonly record struct PartPlace(long Position, long Others, long? Room)
{
    /// <summary>Bytes it may have; null: no limit.</summary>
    public long? Free => Room is { } room ? Math.Max(0, room - Others) : null;
}
