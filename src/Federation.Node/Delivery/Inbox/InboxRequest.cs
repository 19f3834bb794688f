using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Database;
using Microsoft.AspNetCore.Http.Features;

namespace Federation.Node.Delivery.Inbox;

/// <summary>Reads a request to an inbox: bounded in size, however it is sent, and in time.</summary>
internal static class InboxRequest
{
    /// <summary>Does the work within the deadline; one that is late is answered 408, and its connection closed.</summary>
    public static async Task<IResult> InTime(HttpContext http, Func<CancellationToken, Task<IResult>> work, Func<InboxRefusals, IResult> refuse)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        deadline.CancelAfter(InboxLimits.RequestDeadline);
        try
        {
            return await work(deadline.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            http.Response.Headers.Connection = "close";
            return refuse(new InboxRefusals.TooSlow());
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            http.Response.Headers.Connection = "close";
            return refuse(new InboxRefusals.TooSlow());
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return refuse(new InboxRefusals.TooLarge());
        }
        catch (BadHttpRequestException e)
        {
            return refuse(new InboxRefusals.Malformed(e.Message));
        }
        catch (EndOfStreamException)
        {
            return refuse(new InboxRefusals.Malformed("The body ended early."));
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is not null)
        {
            return refuse(new InboxRefusals.CannotStore { RetryAfter = 5 });
        }
    }

    /// <summary>The whole body; null when it is larger than an activity may be.</summary>
    public static async ValueTask<byte[]?> Body(HttpContext http, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The server counts the framing of chunks too; what is in them is counted below.
            limit.MaxRequestBodySize = 2 * DeliveryLimits.MaxActivityBytes;
        }

        if (http.Request.ContentLength is { } length)
        {
            if (length > DeliveryLimits.MaxActivityBytes)
            {
                return null;
            }

            var whole = new byte[length];
            await http.Request.Body.ReadExactlyAsync(whole, cancel);
            return whole;
        }

        return await BoundedBody.Read(http.Request.Body, DeliveryLimits.MaxActivityBytes, cancel);
    }
}
