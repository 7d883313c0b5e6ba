/** Puts back into a message what JSON could not carry. */

import type { MessagePath, Packed } from '../protocol/messages';

type Owner = Record<string | number, unknown>;

/** Changes the message, which has just come and is nobody else's. */
export function unpacked<Message extends object>(message: Packed<Message>): Message {
  for (const { path, value } of message.nonFinite ?? []) replace(message, path, () => Number(value));
  for (const path of message.long ?? []) replace(message, path, (numbers) => Array.from(numbers as Float64Array));
  return message;
}

function replace(message: object, path: MessagePath, by: (value: unknown) => unknown): void {
  const owner = path.slice(0, -1).reduce<Owner>((inner, step) => inner[step] as Owner, message as Owner);
  const last = path[path.length - 1];
  owner[last] = by(owner[last]);
}
