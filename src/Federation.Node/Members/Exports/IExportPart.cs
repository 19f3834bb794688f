namespace Federation.Node.Members.Exports;

/// <summary>A room's part of everything that the node keeps about a member (GDPR art. 15 and 20), for the member.</summary>
public interface IExportPart
{
    /// <summary>Its place among the others, in tens.</summary>
    int Order { get; }

    /// <summary>Writes what the room keeps about the member; nothing of anybody else.</summary>
    Task Write(MemberArchive export, CancellationToken cancel);
}
