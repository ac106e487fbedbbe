using System.Globalization;
using System.Net;
using HealthcareLlm.Drafting.LanguageModel;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Waits, repeats and stops: a total time, retries on 408, 429, 5xx and broken connections alone with the wait that the server asks for, a circuit breaker, a time for each attempt.</summary>
internal static class ModelResilience
{
    internal static ResiliencePipeline<HttpResponseMessage> Pipeline(LanguageModelSettings settings, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = settings.CallTime });
        if (settings.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = settings.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = settings.LongestWait,
                UseJitter = false,
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome) && (Wait(arguments.Outcome.Result, time) ?? TimeSpan.Zero) <= settings.LongestWait),
                DelayGenerator = arguments => ValueTask.FromResult(Wait(arguments.Outcome.Result, time)),
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.8,
            MinimumThroughput = 6,
            SamplingDuration = TimeSpan.FromMinutes(2) + settings.AttemptTime,
            BreakDuration = settings.BreakTime,
            // A server that asks to wait is alive: 429 is waited for and opens nothing.
            ShouldHandle = static arguments => ValueTask.FromResult(IsPassing(arguments.Outcome) && arguments.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests),
        });
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = settings.AttemptTime });
        return builder.Build();
    }

    /// <summary>The wait that an answer asks for: seconds or a date; null where it asks for none that can be read.</summary>
    internal static TimeSpan? Wait(HttpResponseMessage? response, TimeProvider time)
    {
        if (response is null) return null;
        if (response.Headers.TryGetValues("retry-after-ms", out var written) && double.TryParse(written.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds) && milliseconds is >= 0 and < 1e12) return TimeSpan.FromMilliseconds(milliseconds);
        if (response.Headers.RetryAfter is not { } after) return null;
        var wait = after.Delta ?? (after.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Whether a failure may pass by itself.</summary>
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result: { } response } => (int)response.StatusCode >= 500,
        _ => false,
    };

    /// <summary>The handler that runs requests through a pipeline.</summary>
    internal static DelegatingHandler Handler(ResiliencePipeline<HttpResponseMessage> pipeline) => new ResilienceHandler(pipeline);

    /// <summary>What a status says of a failure, and, where it is a 4xx of a kind of its own, the body's code.</summary>
    internal static ModelFailure Of(int status, ReadOnlySpan<byte> body = default) => status switch
    {
        400 or 413 or 422 when body.IndexOf("context_length"u8) >= 0 || body.IndexOf("maximum context"u8) >= 0 || status == 413 => ModelFailure.TooLong,
        400 when body.IndexOf("\"content_filter\""u8) >= 0 => ModelFailure.ContentFiltered,
        401 or 403 => ModelFailure.NotAuthorized,
        404 => ModelFailure.UnknownModel,
        408 => ModelFailure.TimedOut,
        429 => ModelFailure.RateLimited,
        >= 500 => ModelFailure.ServerError,
        >= 400 => ModelFailure.Rejected,
        _ => ModelFailure.AnswerNotReadable,
    };
}
