using System.Runtime.Versioning;

// The node runs on Linux: fsync(2), Unix modes and the distribution's PostgreSQL are part of its promises.
[assembly: SupportedOSPlatform("linux")]
