namespace HealthcareLlm.Adapters.Tests.Imaging;

/// <summary>Pages of the kinds that faxes hold, made up; each knows its words.</summary>
internal static class SamplePages
{
    private static readonly string[] Vocabulary =
    [
        "patient", "reports", "worsening", "pain", "of", "the", "left", "knee", "since", "March", "and", "denies", "fever", "chills", "or", "trauma", "was",
        "given", "naproxen", "500", "mg", "twice", "daily", "without", "relief", "therapy", "for", "6", "weeks", "imaging", "shows", "moderate", "effusion",
        "with", "joint", "space", "narrowing", "plan", "injection", "under", "ultrasound", "follow", "up", "in", "2", "months", "BMI", "31.4", "HbA1c", "7.9%",
        "blood", "pressure", "128/76", "no", "evidence", "infection", "a", "CRP", "12.3", "mg/L", "on", "04/17/2026", "at", "8:30", "quality", "gait",
    ];

    internal static TestPage Prose(string family, double points, double dpi, int seed = 1, int columns = 1)
    {
        var page = new TestPage(dpi);
        var random = new Random(seed);
        page.Write("PROGRESS NOTE", 1, 1, points + 3, family, bold: true);
        double width = columns == 1 ? 6.5 : 3.0;
        for (int column = 0; column < columns; column++)
        {
            for (double y = 1.4; y < 10; y += points * 1.3 / 72)
            {
                string line = string.Empty;
                while (line.Length * points * (family.Contains("Mono", StringComparison.Ordinal) ? 0.6 : 0.5) / 72 < width - 0.8) line += (line.Length == 0 ? string.Empty : " ") + Vocabulary[random.Next(Vocabulary.Length)];
                if (y + 0.4 > 10) line += ".";
                page.Write(line, 1 + (column * 3.5), y, points, family);
                if (random.Next(9) == 0) y += points / 72;
            }
        }

        return page;
    }

    /// <summary>A payer's form: sections in boxes, labels, underlined values, isolated digits, small print.</summary>
    internal static TestPage Form(string family, double points, double dpi, int seed = 1)
    {
        var page = new TestPage(dpi);
        var random = new Random(seed);
        page.Write("PRIOR AUTHORIZATION REQUEST", 2.2, 0.8, points + 4, family, bold: true);
        page.Write("Fax completed form to (555) 010-4477", 2.7, 1.05, points - 1, family);
        string[] labels = ["Name:", "DOB:", "Member ID:", "Group #:", "Phone:", "Plan:", "NPI:", "Tax ID:", "CPT:", "ICD-10:", "Units:", "Sex:"];
        double y = 1.5;
        for (int section = 0; section < 5; section++)
        {
            page.Rectangle(0.6, y - 0.22, 7.3, 1.5, 0.8);
            page.Write("SECTION " + (section + 1), 0.7, y - 0.05, points, family, bold: true);
            page.Line(0.6, y, 7.9, y, 0.8);
            for (int row = 0; row < 4; row++)
            {
                for (int column = 0; column < 3; column++)
                {
                    double x = 0.7 + (column * 2.45), line = y + 0.26 + (row * 0.3);
                    page.Write(labels[((section * 12) + (row * 3) + column + section) % labels.Length], x, line, points, family);
                    page.Write(Value(random), x + 0.95, line, points, family);
                    if (section % 2 == 0) page.Line(x + 0.9, line + 0.04, x + 2.3, line + 0.04, 0.6);
                }
            }

            y += 1.75;
        }

        return page;
    }

    /// <summary>A ruled table of laboratory results with short cells, and combs of single characters.</summary>
    internal static TestPage Table(string family, double points, double dpi, int seed = 1)
    {
        var page = new TestPage(dpi);
        var random = new Random(seed);
        page.Write("LABORATORY RESULTS", 1, 0.9, points + 3, family, bold: true);
        string[] names = ["Sodium", "Potassium", "Creatinine", "Glucose", "ALT", "AST", "WBC", "Hgb", "Platelets", "TSH", "CRP", "ESR"];
        double[] columns = [0.8, 2.8, 4.0, 5.2, 6.2, 7.6];
        const double top = 1.2, height = 0.3;
        const int rows = 18;
        for (int row = 0; row <= rows; row++) page.Line(columns[0], top + (row * height), columns[^1], top + (row * height), 0.75);
        foreach (double x in columns) page.Line(x, top, x, top + (rows * height), 0.75);
        for (int row = 0; row < rows; row++)
        {
            double y = top + (row * height) + 0.2;
            string[] cells = row == 0
                ? ["Test", "Result", "Unit", "Flag", "Date"]
                : [names[(row - 1) % 12], Number(random), random.Next(2) == 0 ? "mg/dL" : "U/L", random.Next(3) switch { 0 => "H", 1 => "L", _ => "N" }, $"{random.Next(1, 13):00}/{random.Next(1, 29):00}/2026"];
            for (int column = 0; column < cells.Length; column++) page.Write(cells[column], columns[column] + 0.08, y, points, family, bold: row == 0);
        }

        for (int comb = 0; comb < 3; comb++)
        {
            double y = 7.2 + (comb * 0.6);
            page.Write(comb == 0 ? "Member number" : comb == 1 ? "Provider NPI" : "Claim", 0.8, y, points, family);
            string number = string.Concat(Enumerable.Range(0, 10).Select(_ => (char)('0' + random.Next(10))));
            for (int cell = 0; cell < 10; cell++)
            {
                page.Rectangle(2.4 + (cell * 0.25), y - 0.18, 0.25, 0.25, 0.75);
                page.Write(number[cell].ToString(), 2.4 + (cell * 0.25) + 0.08, y, points, family);
            }

            page.Lines.RemoveRange(page.Lines.Count - 10, 10);
            page.Lines.Add(number);
        }

        page.Write("Reviewed by laboratory director. Page 1 of 2", 0.8, 9.5, points - 2, family);
        return page;
    }

    internal static string Value(Random random) => random.Next(6) switch
    {
        0 => $"{random.Next(1, 13):00}/{random.Next(1, 29):00}/19{random.Next(40, 99)}",
        1 => "W" + random.Next(10000000, 99999999),
        2 => random.Next(1, 9).ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => "Marwick, Odel",
        4 => $"(555) 01{random.Next(0, 9)}-{random.Next(1000, 9999)}",
        _ => "M" + random.Next(10, 99) + "." + random.Next(1, 9),
    };

    private static string Number(Random random) =>
        (random.Next(10, 2000) / 10.0).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
