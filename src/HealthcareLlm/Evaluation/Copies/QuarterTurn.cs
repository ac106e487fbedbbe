namespace HealthcareLlm.Evaluation.Copies;

/// <summary>Turns pictures by quarters.</summary>
internal static class QuarterTurn
{
    /// <summary>Turned to the right; an odd number of quarters makes the width the height.</summary>
    internal static T[] Of<T>(T[] dots, int width, int height, int quarters)
    {
        for (int turn = 0; turn < quarters; turn++)
        {
            var made = new T[dots.Length];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++) made[(x * height) + height - 1 - y] = dots[(y * width) + x];
            }

            (dots, width, height) = (made, height, width);
        }

        return dots;
    }
}
