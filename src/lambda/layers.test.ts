// Layers: what functions find at /opt, in both kinds of sandboxes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FunctionLayer } from './model.ts';
import { createFixture, type Fixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

async function layer(
  fixture: Fixture,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<FunctionLayer> {
  const code = await fixture.lambda.packages.fromFolder(await fixture.writeFolder(files));
  return {
    arn: `arn:aws:lambda:us-east-1:111122223333:layer:${name}:1`,
    codeSha256: code.sha256,
    codeSizeBytes: code.sizeBytes,
  };
}

for (const kind of kindsHere) {
  const environment = environmentFor(kind);
  describe(`layers in ${kind}`, { concurrency: 4 }, () => {
    test('a Node.js function finds modules of its layers, the later layer over the earlier', async () => {
      await using fixture = createFixture({ environment });
      const layers = [
        await layer(fixture, 'one', {
          'nodejs/node_modules/greeting/index.js': "module.exports = 'one';",
          'nodejs/node_modules/only-in-one/index.js': "module.exports = 'first';",
        }),
        await layer(fixture, 'two', { 'nodejs/node_modules/greeting/index.js': "module.exports = 'two';" }),
      ];
      const name = await fixture.publish(
        {
          'index.js':
            "exports.handler = async () => [require('greeting'), require('only-in-one'), require.resolve('greeting')];",
        },
        { configuration: { layers } },
      );
      const { payload } = await fixture.run(name);
      const [greeting, first] = JSON.parse(payload) as string[];
      assert.deepEqual([greeting, first], ['two', 'first']);
    });

    test('a Python function finds modules of its layer', async () => {
      await using fixture = createFixture({ environment });
      const layers = [await layer(fixture, 'py', { 'python/greeting.py': "text = 'from a layer'" })];
      const name = await fixture.publish(
        {
          'app.py':
            'import greeting, os\ndef handler(event, context):\n    return [greeting.text, "_VARCO_LAYERS" in os.environ]\n',
        },
        { runtime: 'python3.12', handler: 'app.handler', configuration: { layers } },
      );
      assert.equal((await fixture.run(name)).payload, '["from a layer", false]');
    });

    test('a layer that is not there is told by its ARN', async () => {
      await using fixture = createFixture({ environment });
      const missing = {
        arn: 'arn:aws:lambda:us-east-1:111122223333:layer:gone:3',
        codeSha256: 'x',
        codeSizeBytes: 1,
      };
      const name = await fixture.publish(
        { 'index.js': 'exports.handler = async () => 1;' },
        { configuration: { layers: [missing] } },
      );
      const result = await fixture.invoke(name);
      assert.ok(result.kind === 'refused');
      assert.match(result.message, /layer:gone:3 is not there/);
    });
  });
}
