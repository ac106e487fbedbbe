using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Tests.Evaluation.Summaries;

public class LostSenseTests
{
    private static ReadStatement Statement(string text, params string[] quotes) => new("hospitalCourse", text, "supported", ImmutableSortedDictionary<string, string>.Empty, [.. quotes])
    {
        Citations = [.. quotes.Select(static q => new ReadCitation("x", 1, null, null, q, []))],
    };

    private static Sense Of(string text, params string[] quotes) => LostSense.Of(Statement(text, quotes), static c => c.Quote);

    public static TheoryData<string> Rules => new(RuleFiles.Read("sense-cues.tsv", 6).Select(static c => c[0]));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_cue_is_seen_in_its_example_and_not_in_its_counter_example(string id)
    {
        string[] rule = RuleFiles.Read("sense-cues.tsv", 6).Single(c => c[0] == id);
        string[] example = rule[4].Split(" = "), counter = rule[5].Split(" = ");
        var sense = Enum.Parse<Sense>(rule[1]);
        // A denial that the statement adds is judged by CitedWords, and one that is added to what is told as it is needs no cue in the quote.
        if (id != "non") Assert.Equal(sense, Of(example[1], example[0]) & sense);
        Assert.Equal(Sense.None, Of(counter[1], counter[0]) & sense);
    }

    [Theory]
    [InlineData("Mother: acute heart failure.", "acute heart failure", nameof(Sense.OtherPerson))]
    [InlineData("Possible AKI.", "AKI", nameof(Sense.Doubted))]
    [InlineData("History of gout flare.", "gout flare", nameof(Sense.Past))]
    [InlineData("Walked the hall, dyspnea, no dizziness.", "Walked the hall, no dyspnea, no dizziness.", nameof(Sense.Negated))]
    [InlineData("Duplex both legs 2/20: DVT.", "Duplex both legs 2/20: no DVT.", nameof(Sense.Negated))]
    // The same in other words, lists that one denial reaches, and what stands behind the end of its reach.
    [InlineData("No fever or chills.", "Denies fever, chills, or cough.", nameof(Sense.None))]
    [InlineData("Ceftriaxone was started for the pneumonia.", "No effusion; ceftriaxone was started for the pneumonia.", nameof(Sense.None))]
    [InlineData("Anaphylaxis to penicillin.", "Daughter says the penicillin reaction was anaphylaxis to penicillin.", nameof(Sense.None))]
    [InlineData("Pneumonia was found.", "No pneumonia on admission. On day 3 pneumonia of the left base.", nameof(Sense.None))]
    [InlineData("Discharged home with daughter, with home health.", "Disposition: home with daughter and home health.", nameof(Sense.None))]
    [InlineData("Discharged with daughter's diabetes.", "diabetes", nameof(Sense.OtherPerson))]
    [InlineData("Ketorolac was considered but not given.", "Ketorolac was considered for pain and not given.", nameof(Sense.None))]
    [InlineData("Ketorolac was considered but then given.", "Ketorolac was considered for pain and not given.", nameof(Sense.Negated))]
    [InlineData("Carotid stent not placed.", "A left carotid stent was considered and not placed.", nameof(Sense.None))]
    [InlineData("Carotid stent was considered.", "A left carotid stent was considered and not placed.", nameof(Sense.Negated))]
    [InlineData("Aspirin may restart April 1.", "Aspirin may be restarted on April 1.", nameof(Sense.None))]
    [InlineData("Drain removed at the bedside with difficulty.", "Drain removed at the bedside without difficulty.", nameof(Sense.Negated))]
    [InlineData("Drain removed at the bedside without difficulty.", "Drain removed at the bedside without any difficulty.", nameof(Sense.None))]
    public void A_sense_that_is_lost_or_added(string text, string quote, string sense) => Assert.Equal(sense, Of(text, quote).ToString());

    [Fact]
    public void A_quote_that_cuts_the_denial_off_is_read_with_its_sentence()
    {
        var statement = Statement("Pulmonary embolism.", "Pulmonary embolism");
        Assert.Equal(Sense.None, LostSense.Of(statement, static c => c.Quote));
        Assert.Equal(Sense.Negated, LostSense.Of(statement, static _ => "Pulmonary embolism was ruled out by CT"));
    }

    [Theory]
    [InlineData("Father had a myocardial infarction.", false)]
    [InlineData("Myocardial infarction.", true)]
    [InlineData("Diabetes.", false)]
    public void An_assertion_of_the_gold_about_someone_else(string text, bool denied) =>
        Assert.Equal(denied, LostSense.Denies(Statement(text, text), new("a.txt", "father: myocardial infarction at 60", "myocardial infarction", "affirmed", "historical", "other")));
}
