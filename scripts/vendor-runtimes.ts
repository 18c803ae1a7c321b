// Copies the JavaScript of AWS's Node.js runtime client, with its licence and notice, to where the sandboxes find it.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** nodejs24.x runs client 4; every earlier runtime has the semantics of client 3 (SPEC §9.4). */
const clients = [
  { from: 'aws-lambda-ric-3', entry: 'dist/index.mjs', to: 'ric-3' },
  { from: 'aws-lambda-ric', entry: 'index.mjs', to: 'ric-4' },
] as const;

for (const client of clients) {
  const source = `${root}node_modules/${client.from}/`;
  const target = `${root}runtimes/node/vendor/${client.to}/`;
  mkdirSync(target, { recursive: true });
  copyFileSync(`${source}${client.entry}`, `${target}index.mjs`);
  for (const file of ['LICENSE', 'NOTICE', 'THIRD-PARTY-LICENSES'])
    copyFileSync(`${source}${file}`, `${target}${file}`);
}
