/** Which names an expression mentions, whether it makes sense for a network or not. */

import { ExpressionError } from './expressionError';
import { tokenize, type Token } from './tokens';

/** Of values and of what derivatives are taken by: `w3`, `W[1][2,1]`; [] where the text cannot be read at all. */
export function mentionedNames(text: string): string[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, index) =>
    token.kind === 'name' || token.kind === 'derivative' ? [token.name + indicesAfter(tokens, index)] : [],
  );
}

function tokensOf(text: string): readonly Token[] {
  try {
    return tokenize(text, []);
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

/** `[1][2,1]` for what follows `W` in `W[1][2, 1] > 0`. */
function indicesAfter(tokens: readonly Token[], index: number): string {
  let text = '';
  for (let at = index + 1; isSign(tokens[at], '['); at++) {
    text += '[';
    while (++at < tokens.length && !isSign(tokens[at], ']')) {
      const token = tokens[at];
      text += token.kind === 'number' ? String(token.value) : token.kind === 'sign' ? token.sign : '?';
    }
    text += ']';
  }
  return text;
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.sign === sign;
}
