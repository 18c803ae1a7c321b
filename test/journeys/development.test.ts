// A project while someone works on it: changed code and templates are served at once, TypeScript without a build step.
import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createVarco, type ProjectChange, type Varco, type VarcoOptions } from '../../src/varco.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: nodejs24.x
      AutoPublishAlias: live
      Environment: { Variables: { NAME: template, OTHER: other } }
      Events:
        Get: { Type: Api, Properties: { Path: /hello, Method: get } }
`;

interface Served {
  readonly folder: string;
  readonly varco: Varco;
  readonly changes: ProjectChange[];
  /** Does something to the files and waits for what becomes of it. */
  readonly change: (work: () => Promise<unknown>) => Promise<ProjectChange>;
  readonly get: (path: string) => Promise<string>;
}

async function serve(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  options: VarcoOptions = {},
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'varco-development-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'template.yaml': template, ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const varco = await createVarco({ project: folder, warn: () => {}, ...options });
  t.after(() => varco.close());
  const changes: ProjectChange[] = [];
  let hear: (change: ProjectChange) => void = () => {};
  await varco.follow((change) => {
    changes.push(change);
    hear(change);
  });
  return {
    folder,
    varco,
    changes,
    async change(work) {
      const heard = new Promise<ProjectChange>((resolve) => (hear = resolve));
      await work();
      return heard;
    },
    async get(path) {
      const answer = await fetch(`${varco.apis[0]!.url}${path}`);
      return `${answer.status} ${await answer.text()}`;
    },
  };
}

const javascript = (body: string): string =>
  `exports.handler = async () => ({ statusCode: 200, body: ${body} });\n`;

test('changed code is served on the next request, also behind an alias', async (t) => {
  const { folder, change, get, varco } = await serve(t, { 'src/app.js': javascript("'one'") });
  assert.equal(await get('/Prod/hello'), '200 one');
  const heard = await change(() => writeFile(join(folder, 'src/app.js'), javascript("'two'")));
  assert.deepEqual(heard, { kind: 'code', functionNames: [varco.functions[0]!.functionName] });
  assert.equal(await get('/Prod/hello'), '200 two');
});

test('a changed template is deployed again on the same port, and one that is wrong is told in one sentence', async (t) => {
  const { folder, change, get, varco } = await serve(t, { 'src/app.js': javascript("'one'") });
  const { url } = varco.apis[0]!;
  const file = join(folder, 'template.yaml');
  const heard = await change(() => writeFile(file, template.replace('/hello', '/hallo')));
  assert.equal(heard.kind, 'template');
  assert.equal(varco.apis[0]!.url, url);
  assert.equal(await get('/Prod/hallo'), '200 one');
  const failed = await change(() => writeFile(file, template.replace('nodejs24.x', '!Ref Nothing')));
  assert.ok(failed.kind === 'failed');
  assert.match(failed.sentence, /Nothing/);
  assert.equal(await get('/Prod/hallo'), '200 one');
});

test('a TypeScript handler runs unbuilt, its errors name the TypeScript line, and its imports are followed', async (t) => {
  const files = {
    'src/app.ts': `import { greet } from './greet.ts';
interface Event { readonly queryStringParameters: Record<string, string> | null }
export const handler = async (event: Event): Promise<object> => {
  if (event.queryStringParameters !== null) throw new Error(greet('error'));
  return { statusCode: 200, body: greet('world') };
};
`,
    'src/greet.ts': "export const greet = (name: string): string => 'hello ' + name;\n",
  };
  const { folder, change, get, varco } = await serve(t, files);
  assert.equal(await get('/Prod/hello'), '200 hello world');
  await get('/Prod/hello?fail=1');
  const payload = varco.telemetry.executions().at(-1)!.integration!.call!.payload;
  assert.match(payload, /app\.ts:4:/);
  const greet = join(folder, 'src/greet.ts');
  const broken = await change(() => appendFile(greet, 'const x: = 1;\n'));
  assert.ok(broken.kind === 'failed');
  assert.match(broken.sentence, /greet\.ts:2:10: Unexpected "=": correct the TypeScript code\.$/);
  assert.equal(await get('/Prod/hello'), '200 hello world');
  await change(async () =>
    writeFile(
      greet,
      (await readFile(greet, 'utf8')).replace("'hello '", "'ciao '").replace(/const x.*\n/, ''),
    ),
  );
  assert.equal(await get('/Prod/hello'), '200 ciao world');
});

test('environment variables of one function, and of all, go over those of the template', async (t) => {
  const { get } = await serve(
    t,
    { 'src/app.js': javascript('[process.env.NAME, process.env.OTHER, process.env.MORE].join()') },
    { environment: { Parameters: { OTHER: 'all', NAME: 'all' }, Hello: { NAME: 'own', MORE: 'more' } } },
  );
  assert.equal(await get('/Prod/hello'), '200 own,all,more');
});
