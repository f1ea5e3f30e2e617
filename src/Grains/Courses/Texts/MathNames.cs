using System.Collections.Frozen;

namespace Darsgah.Grains.Courses.Texts;

/// <summary>The commands of LaTeX that stand for one sign or one name.</summary>
internal static class MathNames
{
    /// <summary>Letters: drawn as identifiers.</summary>
    public static FrozenDictionary<string, string> Letters { get; } = Of(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π "
        + "varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ "
        + "Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ "
        + "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ angle ∠ triangle △ degree °");

    /// <summary>Operators and relations.</summary>
    public static FrozenDictionary<string, string> Operators { get; } = Of(
        "times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ "
        + "simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ "
        + "lor ∨ vee ∨ neg ¬ lnot ¬ forall ∀ exists ∃ nexists ∄ to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ "
        + "Leftrightarrow ⇔ iff ⟺ implies ⟹ mapsto ↦ uparrow ↑ downarrow ↓ perp ⊥ parallel ∥ mid ∣ nmid ∤ prime ′ colon : "
        + "therefore ∴ because ∵ { { } } % % $ $ # # & & _ _");

    /// <summary>Large operators, whose limits stand below and above in a block.</summary>
    public static FrozenDictionary<string, string> Large { get; } = Of("sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ lim lim max max min min sup sup inf inf");

    /// <summary>Integrals, whose limits stand beside them.</summary>
    public static FrozenDictionary<string, string> Integrals { get; } = Of("int ∫ iint ∬ iiint ∭ oint ∮");

    /// <summary>Functions, written upright.</summary>
    public static FrozenSet<string> Functions { get; } =
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp det dim ker gcd lcm deg arg mod Pr".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Marks over what follows.</summary>
    public static FrozenDictionary<string, string> Accents { get; } = Of("hat ^ widehat ^ bar ¯ overline ¯ vec → dot ˙ ddot ¨ tilde ~ widetilde ~");

    /// <summary>Spaces, in em.</summary>
    public static FrozenDictionary<string, string> Spaces { get; } = Of(", 0.167em : 0.222em ; 0.278em ! 0em quad 1em qquad 2em");

    /// <summary>Brackets that can follow <c>\left</c> and <c>\right</c>, by what they are called.</summary>
    public static FrozenDictionary<string, string> Brackets { get; } = Of(
        "( ( ) ) [ [ ] ] | | . . / / langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ { { } } lbrace { rbrace } vert | Vert ‖");

    private static FrozenDictionary<string, string> Of(string pairs)
    {
        var words = pairs.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToFrozenDictionary(at => words[at * 2], at => words[(at * 2) + 1], StringComparer.Ordinal);
    }
}
