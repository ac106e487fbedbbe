using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>
/// Keeps good answers, encrypted (AES-256-GCM), under a keyed hash of the whole request: model, prompt, schema, parameters and documents. Only the very same request finds one. Who has the
/// folder without the key learns neither what was asked nor what was answered; a file that was changed is no answer.
/// </summary>
internal sealed class AnswerCache : DelegatingHandler
{
    private const int Nonce = 12, Tag = 16;

    private readonly string _folder;
    private readonly byte[] _encryption, _naming;

    /// <summary>Opens a cache.</summary>
    /// <param name="folder">Its folder; made where it is not there.</param>
    /// <param name="keyFile">A file with 32 bytes or more of secret; made with random bytes, readable by its owner alone, where it is not there.</param>
    /// <exception cref="InvalidDataException">The key cannot be read, or is too short.</exception>
    internal AnswerCache(string folder, string keyFile)
    {
        _folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(keyFile))
            {
                using var made = PrivateFile.Create(keyFile);
                made.Write(RandomNumberGenerator.GetBytes(32));
            }

            byte[] secret = File.ReadAllBytes(keyFile);
            if (secret.Length < 32) throw new InvalidDataException("LanguageModel:CacheKeyFile holds less than 32 bytes");
            _encryption = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "answers"u8.ToArray());
            _naming = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "names"u8.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException("LanguageModel:CacheFolder or CacheKeyFile cannot be used", e);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string key = await Exchange.KeyOfAsync(request, cancellationToken).ConfigureAwait(false);
        string path = Path.Combine(_folder, Convert.ToHexStringLower(HMACSHA256.HashData(_naming, Encoding.ASCII.GetBytes(key))));
        if (Read(path, key) is { } kept) return kept.ToResponse(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) Write(path, key, await Exchange.OfAsync(response, cancellationToken).ConfigureAwait(false));
        return response;
    }

    private Exchange? Read(string path, string key)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            if (file.Length < Nonce + Tag + 2) return null;
            byte[] plain = new byte[file.Length - Nonce - Tag];
            using var cipher = new AesGcm(_encryption, Tag);
            cipher.Decrypt(file.AsSpan(0, Nonce), file.AsSpan(Nonce + Tag), file.AsSpan(Nonce, Tag), plain, Encoding.ASCII.GetBytes(key));
            int type = BinaryPrimitives.ReadUInt16LittleEndian(plain);
            return new(200, Encoding.UTF8.GetString(plain, 2, type), plain[(2 + type)..]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private void Write(string path, string key, Exchange exchange)
    {
        byte[] type = Encoding.UTF8.GetBytes(exchange.ContentType);
        byte[] plain = new byte[2 + type.Length + exchange.Body.Length], nonce = RandomNumberGenerator.GetBytes(Nonce), tag = new byte[Tag];
        BinaryPrimitives.WriteUInt16LittleEndian(plain, (ushort)type.Length);
        type.CopyTo(plain, 2);
        exchange.Body.CopyTo(plain, 2 + type.Length);
        byte[] sealedBytes = new byte[plain.Length];
        using var cipher = new AesGcm(_encryption, Tag);
        cipher.Encrypt(nonce, plain, sealedBytes, tag, Encoding.ASCII.GetBytes(key));
        try
        {
            string half = path + "." + Environment.ProcessId + ".part";
            using (var file = PrivateFile.Create(half))
            {
                file.Write([.. nonce, .. tag, .. sealedBytes]);
            }

            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An answer that cannot be kept is asked for again.
        }
    }
}
