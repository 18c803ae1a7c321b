// Terraform with its AWS provider, where the machine has both: apply, a second apply without changes, a change, destroy.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startJourney } from './testing/deployment.ts';
import { installed, runProgram, type Ended } from './testing/programs.ts';

const terraform = installed(['terraform'], ['version']);
const plugins = providerFolder();
const skip =
  terraform === null
    ? 'Terraform is not on this machine'
    : plugins === null
      ? "Terraform's AWS provider is not on this machine: name its plugin folder in VARCO_TERRAFORM_PLUGINS"
      : false;

/** The folder that `terraform init -plugin-dir` takes: the one that is named, or one in a place where they lie. */
function providerFolder(): string | null {
  const provider = 'registry.terraform.io/hashicorp/aws/*/*/terraform-provider-aws*';
  const named = process.env['VARCO_TERRAFORM_PLUGINS'];
  const home = process.env['HOME'] ?? '/';
  const places = [
    `${home}/.terraform.d/plugins`,
    '/usr/share/terraform/plugins',
    '/usr/local/share/terraform/plugins',
    '/opt/*',
  ];
  const [found] = (named === undefined ? places : [named]).flatMap((place) =>
    globSync(`${place}/${provider}`),
  );
  return found === undefined ? null : found.slice(0, found.indexOf('/registry.terraform.io/'));
}

const configuration = join(dirname(fileURLToPath(import.meta.url)), 'terraform');

test(
  'Terraform applies, finds nothing to change, changes, and destroys',
  { skip, timeout: 400_000 },
  async (t) => {
    const journey = await startJourney(t);
    const { endpoint, folder } = journey;
    await cp(configuration, folder, { recursive: true });
    const env = {
      TF_VAR_endpoint: endpoint,
      TF_VAR_folder: folder,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    };
    const run = (args: readonly string[], accept = [0]): Promise<Ended> =>
      runProgram(terraform!, [...args, '-no-color'], { cwd: folder, env, accept });

    await run(['init', `-plugin-dir=${plugins}`]);
    await run(['apply', '-auto-approve', '-input=false']);
    const outputs = JSON.parse((await run(['output', '-json'])).stdout) as Readonly<
      Record<string, { readonly value: string }>
    >;
    const url = `/_aws/execute-api/${outputs['api_id']!.value}/dev`;
    assert.equal((await journey.get(`${url}/hello`)).status, 403);
    assert.deepEqual(
      await journey.get(`${url}/hello?name=Terraform`, { 'x-api-key': outputs['api_key']!.value }),
      {
        status: 200,
        body: '{"hello":"Terraform"}',
      },
    );
    assert.deepEqual(await journey.get(`${url}/hello/you`), {
      status: 401,
      body: '{"message":"who are you?"}',
    });
    assert.equal((await journey.get(`${url}/hello/you`, { authorization: 'let-me-out' })).status, 403);
    assert.equal((await journey.get(`${url}/hello/you`, { authorization: 'let-me-in' })).status, 200);
    const post = (body: string): Promise<Response> =>
      fetch(`${endpoint}${url}/hello`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
    assert.equal((await post('{}')).status, 400);
    const created = await post('{"name":"you"}');
    assert.deepEqual(
      [created.status, await created.text(), created.headers.get('access-control-allow-origin')],
      [201, '{"created": true}', '*'],
    );

    const again = await run(['plan', '-detailed-exitcode', '-input=false'], [0, 2]);
    assert.equal(again.code, 0, `a second apply would change something:\n${again.stdout}`);

    await run(['apply', '-auto-approve', '-input=false', '-var', 'greeting=ciao']);
    assert.equal((await journey.get(`${url}/hello/you`, { authorization: 'let-me-in' })).status, 200);

    await run(['destroy', '-auto-approve', '-input=false']);
    assert.equal((await journey.get(`${url}/hello`)).status, 403);
  },
);
