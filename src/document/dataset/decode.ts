/** Bytes of a data file to text, or why not: too big, binary, another encoding. */

export type Decoded =
  { readonly text: string } | { readonly code: string; readonly message: string; readonly text: string };

/** Bytes; JavaScript has no texts of more than 512 MB. */
export const MAX_BYTES = 500 * 2 ** 20;

/** How much of the file is looked at for zero bytes, which no text has. */
const LOOKED_AT = 8192;

/** UTF-8 with or without a byte-order mark. Offsets in the text count without it, as VS Code's documents do. */
export function decode(bytes: Uint8Array, maxBytes = MAX_BYTES): Decoded {
  if (bytes.length > maxBytes) {
    const size = (count: number) => `${Math.ceil(count / 2 ** 20)} MB`;
    return {
      code: 'dataset-too-big',
      message: `is too big: ${size(bytes.length)}, and at most ${size(maxBytes)} are read.`,
      text: '',
    };
  }
  const mark = bytes.length >= 2 ? bytes[0] * 256 + bytes[1] : 0;
  if (mark === 0xfffe || mark === 0xfeff) {
    return { code: 'dataset-encoding', message: 'is written in UTF-16: save it with the encoding UTF-8.', text: '' };
  }
  if (bytes.subarray(0, LOOKED_AT).includes(0)) {
    return { code: 'dataset-binary', message: 'is a binary file, not a table of text.', text: '' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    return { code: 'dataset-encoding', message: 'is not UTF-8 here: save the file with the encoding UTF-8.', text };
  }
}
