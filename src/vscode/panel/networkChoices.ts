/** The workspace's networks for the empty panel: name, shape and how much data. */
import * as vscode from 'vscode';
import type { Setup } from '../../core/setup';
import type { NetworkChoice } from '../../protocol/views';
import type { NetworkDocuments } from '../language/networkDocuments';
import { findNetworks } from '../networkFiles';

/** More are not listed: there is the file dialog. */
const LISTED = 20;

export async function networkChoices(documents: NetworkDocuments): Promise<NetworkChoice[]> {
  const files = await findNetworks(LISTED);
  return Promise.all(
    files.map(async (uri) => ({
      uri: uri.toString(),
      fileName: vscode.workspace.asRelativePath(uri),
      description: describe((await documents.get(uri)).setup),
    })),
  );
}

/** `1-2-1 · 3 samples` */
function describe(setup: Setup | null): string {
  if (!setup) return 'has errors';
  const { network, data } = setup;
  const shape = [network.inputs.length, ...network.layers.map(({ units }) => units)].join('-');
  return `${shape} · ${data.count} ${data.count === 1 ? 'sample' : 'samples'}`;
}
