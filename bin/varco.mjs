#!/usr/bin/env node
// The command's first step, plain JavaScript that any Node.js can read: refuses one that is too old, in one sentence.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `varco needs Node.js 22.19 or newer, and this is ${process.versions.node}: install a current Node.js, then run the command again.\n`,
  );
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { main } = await import('../dist/cli/main.js');
  await main(process.argv.slice(2));
}
