namespace HealthcareLlm.Adapters.Evaluation;

/// <summary>A page of grey pixels, 0 black to 255 white, and the ways in which it is made worse. Plain arithmetic: the same seed gives the same pixels on every machine.</summary>
internal sealed class GrayPage(int width, int height, byte[] pixels)
{
    internal int Width { get; } = width;

    internal int Height { get; } = height;

    internal byte[] Pixels { get; } = pixels;

    internal byte this[int x, int y] => (uint)x < (uint)Width && (uint)y < (uint)Height ? Pixels[(y * Width) + x] : (byte)255;

    /// <summary>Scaled to another size: means of areas where it becomes smaller, nearest pixels where larger.</summary>
    internal GrayPage Scale(int width, int height)
    {
        if (width == Width && height == Height) return this;
        byte[] made = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            int top = (int)((long)y * Height / height), bottom = Math.Max(top + 1, (int)((long)(y + 1) * Height / height));
            for (int x = 0; x < width; x++)
            {
                int left = (int)((long)x * Width / width), right = Math.Max(left + 1, (int)((long)(x + 1) * Width / width));
                int sum = 0;
                for (int v = top; v < bottom; v++)
                {
                    for (int u = left; u < right; u++) sum += Pixels[(v * Width) + u];
                }

                made[(y * width) + x] = (byte)(sum / ((bottom - top) * (right - left)));
            }
        }

        return new(width, height, made);
    }

    /// <summary>Turned to the right by quarters.</summary>
    internal GrayPage Turn(int quarters)
    {
        var page = this;
        for (int i = 0; i < quarters; i++)
        {
            byte[] made = new byte[page.Pixels.Length];
            for (int y = 0; y < page.Height; y++)
            {
                for (int x = 0; x < page.Width; x++) made[(x * page.Height) + page.Height - 1 - y] = page.Pixels[(y * page.Width) + x];
            }

            page = new(page.Height, page.Width, made);
        }

        return page;
    }

    /// <summary>Turned about its middle by degrees, to the right where positive; corners become white.</summary>
    internal GrayPage Skew(double degrees)
    {
        if (degrees == 0) return this;
        double sine = Math.Sin(degrees * Math.PI / 180), cosine = Math.Cos(degrees * Math.PI / 180), middleX = Width / 2.0, middleY = Height / 2.0;
        byte[] made = new byte[Pixels.Length];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double fromX = ((x - middleX) * cosine) + ((y - middleY) * sine) + middleX, fromY = ((y - middleY) * cosine) - ((x - middleX) * sine) + middleY;
                int left = (int)Math.Floor(fromX), top = (int)Math.Floor(fromY);
                double right = fromX - left, down = fromY - top;
                double upper = (this[left, top] * (1 - right)) + (this[left + 1, top] * right), lower = (this[left, top + 1] * (1 - right)) + (this[left + 1, top + 1] * right);
                made[(y * Width) + x] = (byte)Math.Round((upper * (1 - down)) + (lower * down));
            }
        }

        return new(Width, Height, made);
    }

    /// <summary>Blurred by a Gaussian of that standard deviation, in pixels.</summary>
    internal GrayPage Blur(double sigma)
    {
        if (sigma <= 0) return this;
        int reach = (int)Math.Ceiling(3 * sigma);
        double[] weights = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(i => Math.Exp(-i * i / (2 * sigma * sigma)))];
        double sum = weights.Sum();
        byte[] across = new byte[Pixels.Length], made = new byte[Pixels.Length];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double mean = 0;
                for (int i = -reach; i <= reach; i++) mean += weights[i + reach] * this[x + i, y];
                across[(y * Width) + x] = (byte)Math.Round(mean / sum);
            }
        }

        var half = new GrayPage(Width, Height, across);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double mean = 0;
                for (int i = -reach; i <= reach; i++) mean += weights[i + reach] * half[x, y + i];
                made[(y * Width) + x] = (byte)Math.Round(mean / sum);
            }
        }

        return new(Width, Height, made);
    }

    /// <summary>Ink and paper moved towards grey.</summary>
    internal GrayPage Contrast(double left) => left >= 1 ? this : new(Width, Height, [.. Pixels.Select(p => (byte)Math.Round(140 + ((p - 140) * left)))]);

    /// <summary>Specks: a share of pixels at which one begins, half of them dark, half light.</summary>
    internal GrayPage Speckle(double share, Random random)
    {
        byte[] made = [.. Pixels];
        int specks = (int)Math.Round(share * made.Length);
        for (int i = 0; i < specks; i++)
        {
            int x = random.Next(Width), y = random.Next(Height), size = random.Next(1, 3);
            byte shade = random.Next(2) == 0 ? (byte)0 : (byte)255;
            for (int v = y; v < Math.Min(Height, y + size); v++)
            {
                for (int u = x; u < Math.Min(Width, x + size); u++) made[(v * Width) + u] = shade;
            }
        }

        return new(Width, Height, made);
    }

    /// <summary>One bit a pixel: black below the threshold, white from it on.</summary>
    internal GrayPage Bilevel(byte threshold) => new(Width, Height, [.. Pixels.Select(p => p < threshold ? (byte)0 : (byte)255)]);
}
