/** Puts the numbers back into a message that JSON could not carry. */

import type { OnItsWay } from '../protocol/messages';

/** Changes the message, which has just come and is nobody else's. */
export function putBack<Message extends object>(message: OnItsWay<Message>): Message {
  for (const { path, value } of message.nonFinite ?? []) {
    let owner = message as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) owner = owner[step] as Record<string | number, unknown>;
    owner[path[path.length - 1]] = Number(value);
  }
  return message;
}
