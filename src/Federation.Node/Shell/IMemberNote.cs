namespace Federation.Node.Shell;

/// <summary>A room that has something to tell a member when they come, on the first page they see.</summary>
internal interface IMemberNote
{
    /// <summary>What it has to tell now; empty: nothing.</summary>
    Task<IReadOnlyList<MemberNote>> Of(Guid memberId, CancellationToken cancel);
}

/// <summary>One thing that a member should know.</summary>
/// <param name="Sentence">What.</param>
/// <param name="Path">The page that says more.</param>
internal sealed record MemberNote(Text Sentence, string Path);
