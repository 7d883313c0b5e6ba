// Writes media/nn.schema.json from src/document/schema.ts: node test/host/makeSchema.mjs
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { outputFiles } = await build({
  entryPoints: ['test/host/jsonSchema.ts'],
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { makeJsonSchema } = await import(`data:text/javascript;base64,${source}`);
writeFileSync(`${root}/media/nn.schema.json`, makeJsonSchema());
