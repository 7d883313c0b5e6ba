/** Makes a message ready for VS Code's JSON: infinite numbers are listed apart, long lists of numbers become typed arrays. */
import type { MessagePath, Packed, ToPanel } from '../../protocol/messages';

/** Lists longer than this are faster as typed arrays. */
const LONG = 256;

type NonFinite = NonNullable<Packed<ToPanel>['nonFinite']>[number];

/** The message itself where nothing in it needs packing. */
export function packed(message: ToPanel): Packed<ToPanel> {
  const packing = new Packing();
  const result = packing.pack(message, []) as ToPanel;
  const { nonFinite, long } = packing;
  if (nonFinite.length === 0 && long.length === 0) return message;
  return { ...result, ...(nonFinite.length > 0 && { nonFinite }), ...(long.length > 0 && { long }) };
}

class Packing {
  readonly nonFinite: NonFinite[] = [];
  readonly long: MessagePath[] = [];

  /** The value, with the parts on the way to a typed array copied. */
  pack(value: unknown, path: MessagePath): unknown {
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) this.nonFinite.push({ path, value: String(value) as NonFinite['value'] });
      return value;
    }
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (!Array.isArray(value)) return this.#packObject(value as Record<string, unknown>, path);
    if (value.length > LONG && value.every((item) => typeof item === 'number')) {
      this.long.push(path);
      return Float64Array.from(value);
    }
    const items = value.map((item, index) => this.pack(item, [...path, index]));
    return items.some((item, index) => !Object.is(item, value[index])) ? items : value;
  }

  #packObject(value: Record<string, unknown>, path: MessagePath): unknown {
    let copy: Record<string, unknown> | undefined;
    for (const [key, item] of Object.entries(value)) {
      const packedItem = this.pack(item, [...path, key]);
      if (!Object.is(packedItem, item)) (copy ??= { ...value })[key] = packedItem;
    }
    return copy ?? value;
  }
}
