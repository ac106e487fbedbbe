namespace HealthcareLlm.Evaluation.Copies;

/// <summary>A picture of ink, to be laid over another or under it.</summary>
/// <param name="Width">Dots from left to right.</param>
/// <param name="Height">Dots from top to bottom.</param>
/// <param name="Dots">Ink by rows, 0 none to 1 full.</param>
internal sealed record InkLayer(int Width, int Height, float[] Dots)
{
    /// <summary>Turned to the right by quarters.</summary>
    internal InkLayer Turned(int quarters) => quarters == 0 ? this : new(quarters % 2 == 0 ? Width : Height, quarters % 2 == 0 ? Height : Width, QuarterTurn.Of(Dots, Width, Height, quarters));

    /// <summary>As it lies under another one.</summary>
    internal InkLayer Under(InkLayer other, Affine place) => new(other.Width, other.Height, place.Draw(Dots, Width, Height, other.Width, other.Height));

    /// <summary>At half the resolution.</summary>
    internal InkLayer Halved()
    {
        int wide = Width / 2, high = Height / 2;
        float[] made = new float[wide * high];
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                int at = (2 * y * Width) + (2 * x);
                made[(y * wide) + x] = (Dots[at] + Dots[at + 1] + Dots[at + Width] + Dots[at + Width + 1]) / 4;
            }
        }

        return new(wide, high, made);
    }

    /// <summary>Weights 1 2 1 in both directions: what a dot more or less of a coarse fax changes is evened out.</summary>
    internal InkLayer Smoothed()
    {
        float[] across = new float[Dots.Length], made = new float[Dots.Length];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 1; x + 1 < Width; x++) across[(y * Width) + x] = (Dots[(y * Width) + x - 1] + (2 * Dots[(y * Width) + x]) + Dots[(y * Width) + x + 1]) / 4;
        }

        for (int y = 1; y + 1 < Height; y++)
        {
            for (int x = 0; x < Width; x++) made[(y * Width) + x] = (across[((y - 1) * Width) + x] + (2 * across[(y * Width) + x]) + across[((y + 1) * Width) + x]) / 4;
        }

        return new(Width, Height, made);
    }

    /// <summary>How much the ink of a block varies: the sum of squares about its mean.</summary>
    internal float Variation(int left, int top, int wide, int high)
    {
        float sum = 0, squares = 0;
        for (int y = top; y < top + high; y++)
        {
            foreach (float dot in Dots.AsSpan((y * Width) + left, wide))
            {
                sum += dot;
                squares += dot * dot;
            }
        }

        return squares - (sum * sum / (wide * high));
    }
}
