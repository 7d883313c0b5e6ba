/** The session of a network and its panel. */
import type { CommandId } from '../commandIds';
import { networkOf, sessionOf } from './network';
import type { Handler } from './registry';

export const panelCommands = {
  /** Resolves with the snapshot; without any network with null, and an empty panel that offers the workspace's networks. */
  'backprop.open': async (host, call) => {
    const uri = call.uri ?? host.active.meant;
    if (!uri) {
      host.panels.showEmpty();
      return null;
    }
    // The panel first: it shows what is wrong with a file that has errors, while the command rejects.
    host.panels.show(uri);
    return (await sessionOf(host, call)).snapshot();
  },
  /** Plays one operation after the other in the panel, or stops. Resolves with the snapshot where it was begun or stopped. */
  'backprop.play': async (host, call) => {
    const session = await sessionOf(host, call);
    host.panels.togglePlay(await networkOf(host, call));
    return session.snapshot();
  },
} satisfies Partial<Record<CommandId, Handler>>;
