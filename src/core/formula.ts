/**
 * A formula as two templates, plain and TeX, in which every name stands between ⟨ and ⟩: `⟨predicted⟩ = ⟨y1⟩·⟨w3⟩`.
 * The core writes them, explain/ sets the names (w₃, w_3) or puts numbers in their place.
 */
export interface Formula {
  readonly plain: string;
  readonly tex: string;
}

/** A piece of an equation: the part that depends on what is varied is active, the rest is constant. */
export interface EquationPart extends Formula {
  readonly role: 'left' | 'active' | 'constant' | 'operator';
}
