namespace Federation.Node.Delivery.Inbox;

/// <summary>Peers that something of may wait to be applied, first come, first served; each is in it once. Safe from any thread.</summary>
internal sealed class DuePeers
{
    private readonly Lock gate = new();
    private readonly List<string> peers = [];

    public void Add(IEnumerable<string> more)
    {
        lock (gate)
        {
            foreach (var peer in more)
            {
                if (!peers.Contains(peer)) // a handful: those whose activities arrived since the last look
                {
                    peers.Add(peer);
                }
            }
        }
    }

    /// <summary>The first that is not among those given; it is out then. Null when there is none.</summary>
    public string? TakeFirst(IReadOnlyCollection<string> except)
    {
        lock (gate)
        {
            var at = peers.FindIndex(peer => !except.Contains(peer));
            if (at < 0)
            {
                return null;
            }

            var first = peers[at];
            peers.RemoveAt(at);
            return first;
        }
    }
}
