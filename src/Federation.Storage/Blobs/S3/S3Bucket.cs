using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Amazon.S3.Model;

namespace Federation.Storage.Blobs.S3;

/// <summary>A bucket of a server that speaks the S3 protocol, and who asks it.</summary>
public sealed class S3Bucket
{
    private readonly Uri endpoint;
    private readonly string region;
    private readonly BasicAWSCredentials credentials;

    private S3Bucket(Uri endpoint, string name, string prefix, string region, BasicAWSCredentials credentials) =>
        (this.endpoint, Name, Prefix, this.region, this.credentials) = (endpoint, name, prefix, region, credentials);

    /// <summary>The bucket's name.</summary>
    public string Name { get; }

    /// <summary>What the names of all objects begin with; empty, or ends with a slash.</summary>
    public string Prefix { get; }

    /// <summary>Reads where a bucket is and the credentials for it.</summary>
    /// <param name="address">Origin of the server, name of the bucket, perhaps a prefix: <c>https://s3.union.example:3900/federation</c>.</param>
    /// <param name="region">What the server calls its region; it is signed.</param>
    /// <param name="credentialsFile">A file as the AWS programs keep it; its profile <c>default</c> is read.</param>
    /// <exception cref="FormatException">One of them cannot be read; the message is a sentence for the operator.</exception>
    public static S3Bucket Read(string address, string region, string credentialsFile)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query != "" || url.UserInfo != ""
            || url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is not [var name, .. var folders])
        {
            throw new FormatException($"'{address}' is not the address of a bucket, like https://s3.union.example:3900/federation");
        }
        if (!File.Exists(credentialsFile))
        {
            throw new FormatException($"the file of credentials '{credentialsFile}' is not there");
        }
        if (!new SharedCredentialsFile(credentialsFile).TryGetProfile(SharedCredentialsFile.DefaultProfileName, out var profile)
            || profile.Options is not { AccessKey.Length: > 0, SecretKey.Length: > 0 })
        {
            throw new FormatException($"the file of credentials '{credentialsFile}' has no profile [default] with aws_access_key_id and aws_secret_access_key");
        }
        return new S3Bucket(new Uri(url.GetLeftPart(UriPartial.Authority)), name, string.Concat(folders.Select(folder => folder + "/")), region,
            new BasicAWSCredentials(profile.Options.AccessKey, profile.Options.SecretKey));
    }

    /// <summary>Where it is; without credentials.</summary>
    public override string ToString() => $"{endpoint}{Name}/{Prefix}";

    /// <summary>Asks whether the bucket is there, may be used and keeps no versions; null if so, else a sentence for the operator.</summary>
    public async Task<string?> Trouble(CancellationToken cancellation)
    {
        using var client = NewClient();
        try
        {
            await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name, Prefix = Prefix, MaxKeys = 1 }, cancellation);
            var versioning = await client.GetBucketVersioningAsync(Name, cancellation);
            return versioning.VersioningConfig?.Status == VersionStatus.Enabled
                ? $"{this} keeps versions of its objects: what members erase would stay there. Switch versioning off."
                : null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
        {
            return null; // a server without versions
        }
        catch (Exception e) when (IsServers(e, cancellation))
        {
            return $"{this} does not answer as a bucket does: {e.Message}";
        }
    }

    /// <summary>Whether something failed at the server or on the way to it.</summary>
    internal static bool IsServers(Exception e, CancellationToken cancellation) =>
        e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    // Names of buckets in the path, and checksums only where they must be: so that every server understands, not only Amazon's.
    internal AmazonS3Client NewClient() => new(credentials, new AmazonS3Config
    {
        ServiceURL = endpoint.ToString(),
        AuthenticationRegion = region,
        ForcePathStyle = true,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });
}
