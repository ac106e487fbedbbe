using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies;

/// <summary>A paragraph, numbered item or table of a policy document, with its place: what a search gives and a criterion cites.</summary>
/// <param name="DocumentId">The policy document.</param>
/// <param name="Number">Its number in the document, from 0.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Span">Place in the document's text; within one page.</param>
/// <param name="Text">Exactly the text at <paramref name="Span"/>.</param>
/// <param name="Section">Titles above it, outermost first, divided by ' › '; empty before the first title.</param>
/// <param name="Clause">Its number, such as <c>3.2(a)</c>; empty where it has none.</param>
/// <param name="Boxes">One box a line, page pixels; empty for text.</param>
public sealed record PolicyPassage(DocumentId DocumentId, int Number, int Page, TextSpan Span, string Text, string Section, string Clause, ImmutableArray<BoundingBox> Boxes);

/// <summary>The clause of a policy that a criterion stands on.</summary>
/// <param name="DocumentId">The policy document.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Span">Place in the policy document's text.</param>
/// <param name="Quote">Exactly the text there.</param>
/// <param name="Clause">The clause's number or section.</param>
/// <param name="Boxes">One box a line, page pixels; empty for text.</param>
public sealed record ClauseCitation(DocumentId DocumentId, int Page, TextSpan Span, string Quote, string Clause, ImmutableArray<BoundingBox> Boxes);
