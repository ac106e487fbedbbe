namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Type, urgency, setting and the field of who asks, in the ways in which strangers' forms put them.</summary>
public class RequestKindTests
{
    private const string Head = """
        Request for Coverage Review
        Member name: Ines Abernathy     Date of birth: 09/30/1971     Member ID: CVH3320118
        Requesting provider: Judith Whitaker, MD     NPI: 1234567893

        """;

    [Theory]
    [InlineData("Kind of request: ( ) first for this part  (X) further treatment, same part  ( ) already given", "request.type", "extension")]
    [InlineData("This is [X] an initial [] a renewal request.", "request.type", "initial")]
    [InlineData("Therapy: [x] newstart [ ] going on", "request.type", "initial")]
    [InlineData("Priority: Standard     Category: Appeal", "request.type", "appeal")]
    [InlineData("Question: Is an approval about to run out?\nAnswer: No, this is the first request", "request.type", "initial")]
    [InlineData("How fast? [x] Standard (72 hours) [ ] Expedited     What kind? [x] First request [ ] Renewal", "request.type", "initial")]
    [InlineData("Review type: Standard", "request.urgency", "standard")]
    [InlineData("Handling    I certify that waiting the ordinary time could harm the member", "request.urgency", null)]
    [InlineData("Place of use: [X] home  [ ] office", "request.setting", "home")]
    [InlineData("Type of practice: Pediatric pulmonology", "requestingProvider.specialty", "Pediatric pulmonology")]
    [InlineData("Clinic: Lowfield Surgery Center", "requestingProvider.specialty", null)]
    public void AFormTellsIt(string line, string path, string? value) => new Packet(Head + line).Has((path, value));

    [Theory]
    [InlineData("Requesting provider: Judith Whitaker, MD, pediatric gastroenterology", "pediatric gastroenterology")]
    [InlineData("Requesting provider: Judith Whitaker, NP; Pulmonology; NPI 1234567893", "Pulmonology")]
    [InlineData("Requesting provider: Judith Whitaker, MD\nOak Valley Associates", null)]
    public void AFieldStandsBehindTheName(string line, string? value) => new Packet("Request for Coverage Review\nMember name: Ines Abernathy     Date of birth: 09/30/1971     Member ID: CVH3320118\n" + line).Has(("requestingProvider.specialty", value));
}
