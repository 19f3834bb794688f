using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Federation.Node.Hosting.Configuration;

/// <summary>Reads <see cref="NodeOptions"/> from their sources and writes <c>node.json</c>.</summary>
internal static class NodeConfiguration
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "node.json";

    /// <summary>Prefix of the environment variables: <c>FEDERATION_ORIGIN</c> sets <c>origin</c>.</summary>
    public const string EnvironmentPrefix = "FEDERATION_";

    private const string DatabaseExample = "Write it like Host=db.example;Username=federation;Password=...;Database=federation";

    private const string MendFile = "Mend the file, or move it away and run `federation setup`.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Every key, as it stands in the file; the environment and the flags spell it in their own ways.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["name", "origin", "listen", "languages", "database", "blobFolder", "s3", "s3Region", "s3CredentialsFile", "masterKeyFile", "destroyedKeysFile", "privatePeers", "trustedProxies",
            "peerRequestsPerMinute", "firstRetryPause", "virusScanner", "unscannedDocuments"];

    /// <summary>Resolves the options of one installation.</summary>
    /// <param name="dataFolder">The data folder; need not exist.</param>
    /// <param name="flags">Values given on the command line, by key.</param>
    /// <exception cref="OperatorException">A value cannot be read; the message names the key and its source.</exception>
    public static NodeOptions Read(string dataFolder, IReadOnlyDictionary<string, string?>? flags = null)
    {
        var folder = Path.GetFullPath(dataFolder);
        var file = ReadFile(Path.Combine(folder, FileName));
        string? Value(string key) =>
            flags?.GetValueOrDefault(key) ?? Environment.GetEnvironmentVariable(EnvironmentName(key)) ?? Text(file, key);

        var defaults = new NodeOptions { DataFolder = folder };
        var listen = Value("listen") ?? defaults.Listen;
        _ = ListenAddress.Read(listen);
        var masterKey = Value("masterKeyFile") is { } key ? Path.GetFullPath(key, folder) : defaults.MasterKeyFile;
        var options = defaults with
        {
            Name = Value("name") ?? defaults.Name,
            Listen = listen,
            Origin = Value("origin") is { } origin ? ReadOrigin(origin) : new Uri("http://" + listen),
            Languages = List(Value("languages")) is { Length: > 0 } languages ? ReadLanguages(languages) : defaults.Languages,
            Database = Value("database") is { Length: > 0 } database ? ReadDatabase(database) : null,
            BlobFolder = Value("blobFolder") is { } blobs ? Path.GetFullPath(blobs, folder) : defaults.BlobFolder,
            S3 = Value("s3") is { Length: > 0 } bucket ? bucket : null,
            S3Region = Value("s3Region") ?? defaults.S3Region,
            S3CredentialsFile = Value("s3CredentialsFile") is { } credentials ? Path.GetFullPath(credentials, folder) : defaults.S3CredentialsFile,
            MasterKeyFile = masterKey,
            DestroyedKeysFile = Value("destroyedKeysFile") is { } list ? Path.GetFullPath(list, folder) : (defaults with { MasterKeyFile = masterKey }).DestroyedKeysFile,
            PrivatePeers = List(Value("privatePeers")),
            TrustedProxies = ReadAddresses(List(Value("trustedProxies"))),
            PeerRequestsPerMinute = Value("peerRequestsPerMinute") is { } requests ? ReadRequests(requests) : defaults.PeerRequestsPerMinute,
            FirstRetryPause = Value("firstRetryPause") is { } pause ? ReadPause(pause) : defaults.FirstRetryPause,
            VirusScanner = Value("virusScanner") is { Length: > 0 } scanner ? ReadScanner(scanner) : null,
            UnscannedDocuments = Value("unscannedDocuments") is { } unscanned ? ReadUnscanned(unscanned) : defaults.UnscannedDocuments,
        };
        _ = options.Bucket();
        return options;
    }

    /// <summary>True for a connection string with a password in it. What cannot be read is judged by <see cref="Read"/>.</summary>
    public static bool HoldsPassword(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString ?? "").Password is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The environment variable of a key: <c>blobFolder</c> -> <c>FEDERATION_BLOB_FOLDER</c>.</summary>
    public static string EnvironmentName(string key) =>
        EnvironmentPrefix + string.Concat(key.Select(c => char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));

    /// <summary>Writes the given keys into <c>node.json</c>, keeping what else stands there; atomic by rename.</summary>
    public static void Write(string dataFolder, IReadOnlyDictionary<string, string?> values)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        var file = ReadFile(path) ?? [];
        foreach (var (key, value) in values.Where(pair => pair.Value is not null))
        {
            file[key] = value;
        }

        var temporary = path + ".new";
        File.Delete(temporary);
        // It may hold the database's password.
        using (var writer = new StreamWriter(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            writer.WriteLine(file.ToJsonString(Indented));
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static JsonObject? ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var file = JsonNode.Parse(File.ReadAllText(path), documentOptions: Strict) as JsonObject
                ?? throw new OperatorException($"{path} is not a JSON object.", MendFile, OperatorException.SettingsExitCode);
            return file.Select(member => member.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown
                ? throw new OperatorException($"{path}: '{unknown}' is not a setting.", $"Settings are {string.Join(", ", Keys)}.", OperatorException.SettingsExitCode)
                : file;
        }
        catch (JsonException e)
        {
            throw new OperatorException($"{path} is not valid JSON: {e.Message}", MendFile, OperatorException.SettingsExitCode);
        }
        catch (UnauthorizedAccessException)
        {
            throw new OperatorException($"{path} cannot be read by this user.", "Run the command as the node's user, or give the file to it.");
        }
    }

    private static string? Text(JsonObject? file, string key) => file?[key] switch
    {
        null => null,
        JsonArray list => string.Join(',', list.Select(item => item?.ToString())),
        var value => value.ToString(),
    };

    private static Uri ReadOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.AbsolutePath == "/" && uri.Query == ""
            ? new Uri(uri.GetLeftPart(UriPartial.Authority))
            : throw new OperatorException(
                $"origin '{value}' is not an origin.", "Write scheme and host only, like https://union.example", OperatorException.SettingsExitCode);

    private static IReadOnlyList<string> ReadLanguages(IReadOnlyList<string> languages) =>
        languages.FirstOrDefault(language => language is not ("en" or "fr" or "es")) is { } unknown
            ? throw new OperatorException(
                $"language '{unknown}' is not known.", "Choose from en, fr, es, separated by commas.", OperatorException.SettingsExitCode)
            : languages;

    private static TimeSpan ReadPause(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new OperatorException(
                $"firstRetryPause '{value}' is not a pause.", "Write seconds from 0.1 to 3600, like 10.", OperatorException.SettingsExitCode);

    private static string ReadScanner(string value)
    {
        _ = ScannerAddress.Read(value);
        return value;
    }

    private static string ReadUnscanned(string value) => value is "refuse" or "accept"
        ? value
        : throw new OperatorException($"unscannedDocuments '{value}' is not known.", "Write refuse or accept.", OperatorException.SettingsExitCode);

    private static IReadOnlyList<string> ReadAddresses(IReadOnlyList<string> addresses) =>
        addresses.FirstOrDefault(address => !IPAddress.TryParse(address, out _)) is { } wrong
            ? throw new OperatorException(
                $"trustedProxies '{wrong}' is not an address.", "Write addresses without a port, like 127.0.0.1, separated by commas.", OperatorException.SettingsExitCode)
            : addresses;

    private static int ReadRequests(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var requests) && requests > 0
            ? requests
            : throw new OperatorException(
                $"peerRequestsPerMinute '{value}' is not a number above 0.", "Write a whole number, like 6000.", OperatorException.SettingsExitCode);

    // The value is not repeated: it may hold a password.
    private static string ReadDatabase(string value)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(value).Host is { Length: > 0 }
                ? value
                : throw new OperatorException("database names no host.", DatabaseExample, OperatorException.SettingsExitCode);
        }
        catch (ArgumentException)
        {
            throw new OperatorException("database is not a connection string.", DatabaseExample, OperatorException.SettingsExitCode);
        }
    }

    private static string[] List(string? value) =>
        value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
