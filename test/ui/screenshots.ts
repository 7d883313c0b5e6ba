// npm run screenshots: takes the pictures of scenes.ts in real VS Code. Arguments: names of scenes; default: all.
// npm run screenshots -- --states [part of a name…]: takes the panel's states in every theme and width instead.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { root } from '../host/paths.mts';
import { scenes } from './scenes';
import { stopHost } from './shared';
import { stateScreenshots } from './stateScreenshots';
import { launchWorkbench } from './workbench';

const [first, ...rest] = process.argv.slice(2);
if (first === '--states') await stateScreenshots(rest);
else await sceneScreenshots(first === undefined ? [] : [first, ...rest]);

async function sceneScreenshots(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !scenes.some((scene) => scene.name === name));
  if (unknown.length > 0) throw new Error(`There is no scene ${unknown.join(', ')}.`);

  const folder = path.join(root, 'media', 'screenshots');
  fs.mkdirSync(folder, { recursive: true });
  try {
    for (const scene of scenes.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const workbench = await launchWorkbench(scene.options);
      try {
        const part = (await scene.arrange(workbench)) ?? workbench.page;
        const file = path.join(folder, `${scene.name}.png`);
        await part.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
        console.log(path.relative(root, file));
      } finally {
        await workbench.dispose();
      }
    }
  } finally {
    await stopHost();
  }
}
