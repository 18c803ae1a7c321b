// The doctor on live APIs: faults that Varco really produces, named from API id and stage alone.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openAccount, type Account } from '../../src/doctor/collect/account.ts';
import { walk, type WalkOptions } from '../../src/doctor/collect/walk.ts';
import { runPythonAst } from '../../src/cli/explain.ts';
import { applyFix } from '../../src/doctor/fix/apply-fixes.ts';
import { fixesOf } from '../../src/doctor/fix/fix.ts';
import { examineCode } from '../../src/doctor/steps/examine-code.ts';
import { stepsOf } from '../../src/doctor/steps/steps.ts';
import { walkFindings, type WalkFinding } from '../../src/doctor/steps/walk-findings.ts';
import { viewOf } from '../../src/doctor/steps/walk-view.ts';
import { walkWords } from '../../src/doctor/steps/words.ts';
import { createVarco, type Varco } from '../../src/varco.ts';
import { build, healthy, region, worldAt, type World } from './doctor/broken-api.ts';
import { denyingProxy } from './doctor/denying-proxy.ts';
import { scenarios, type Scenario } from './doctor/scenarios.ts';

let varco: Varco;
let world: World;
let account: Account;

before(async () => {
  varco = await createVarco({ warn: () => {} });
  world = worldAt(varco.endpoint!);
  account = await openAccount({ endpoint: varco.endpoint!, region });
});

after(async () => {
  world?.close();
  account?.close();
  await varco?.close();
});

async function examined(apiId: string, options: Partial<WalkOptions> = {}, asked: Account = account) {
  const nowMs = Date.now();
  const found = await walk(asked, {
    apiId,
    stage: 'dev',
    path: null,
    method: null,
    sinceMs: nowMs - 3_600_000,
    nowMs,
    invoke: 'safe',
    headers: {},
    body: null,
    ...options,
  });
  const findings = walkFindings(found, await examineCode(found, 'en', runPythonAst), 'en');
  return { found, findings, steps: stepsOf(viewOf(found, findings, 'en')) };
}

async function prepared(scenario: Scenario) {
  const built = await build(world, scenario.api, async (unfinished) => {
    await scenario.beforeDeployment?.(world, unfinished);
  });
  await scenario.afterDeployment?.(world, built);
  for (const { path, init } of scenario.requests ?? [])
    await (await fetch(`${built.url}${path ?? scenario.api.path ?? '/thing'}`, init)).arrayBuffer();
  return built;
}

const told = (findings: readonly WalkFinding[]): string =>
  findings
    .map(
      ({ finding, cases }) =>
        `${finding.cause} (${finding.confidence}): ${finding.title}\n${cases.map(({ origin, subject }) => `  ${origin} ${JSON.stringify(subject.outcome)}`).join('\n')}`,
    )
    .join('\n') || 'nothing';

describe('the doctor, given API id and stage, names', { concurrency: 4 }, () => {
  for (const scenario of scenarios) {
    const { cause, title, says = [] } = scenario;
    test(title === undefined ? cause : `${cause}, ${title}`, async () => {
      const { apiId } = await prepared(scenario);
      const { findings } = await examined(apiId, scenario.options);
      const isSecond = cause === 'client.cors-masks-error';
      const found = isSecond ? findings.find(({ finding }) => finding.cause === cause) : findings[0];
      assert.equal(found?.finding.cause, cause, told(findings));
      const text = JSON.stringify(found?.finding);
      for (const part of says) assert.ok(text.includes(part), `${part} is not in ${text}`);
    });
  }
});

test('a healthy API has no finding, and every step is told', async () => {
  const { apiId } = await build(world, {});
  const { findings, steps } = await examined(apiId);
  assert.deepEqual(findings, [], told(findings));
  assert.deepEqual(
    steps.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, null],
  );
  for (const { title, checks } of steps) {
    assert.ok(checks.length > 0, `${title} says nothing`);
    assert.ok(!checks.some(({ mark }) => mark === 'fault'), JSON.stringify(checks));
  }
});

test('each missing permission is named with what it is needed for, and the walk goes on', async (t) => {
  const { apiId } = await build(world, { permission: null });
  const proxy = await denyingProxy(world.endpoint, [
    /\/policy$/,
    /FilterLogEvents/,
    /gatewayresponses/,
    /exports/,
  ]);
  t.after(() => proxy.close());
  const limited = await openAccount({ endpoint: proxy.endpoint, region });
  t.after(() => limited.close());
  const { steps, findings } = await examined(apiId, {}, limited);
  const unknown = steps.flatMap(({ checks }) => checks).filter(({ mark }) => mark === 'unknown');
  const text = JSON.stringify(unknown);
  for (const action of ['lambda:GetPolicy', 'logs:FilterLogEvents', 'apigateway:GET'])
    assert.ok(text.includes(action), `${action} is not in ${text}`);
  assert.match(text, new RegExp(`/restapis/${apiId}/stages/dev/exports/swagger`));
  // The test tells that the call is refused; why, only the policy could.
  assert.ok(
    findings.every(({ finding }) => finding.cause.startsWith('permission.')),
    told(findings),
  );
});

test('a package of which the code may not be downloaded is left open, with the action that is missing', async (t) => {
  const { apiId } = await build(world, {});
  const proxy = await denyingProxy(world.endpoint, [/^GET \/2015-03-31\/functions\/[^/]+$/]);
  t.after(() => proxy.close());
  const limited = await openAccount({ endpoint: proxy.endpoint, region });
  t.after(() => limited.close());
  const { steps, findings } = await examined(apiId, {}, limited);
  assert.deepEqual(findings, [], told(findings));
  assert.match(JSON.stringify(steps[4]), /lambda:GetFunction/);
});

describe('a fix is applied, and the route tested again:', () => {
  const broken: readonly (readonly [cause: string, scenario: Pick<Scenario, 'api' | 'beforeDeployment'>])[] =
    [
      ['permission.missing-statement', { api: { permission: null } }],
      [
        'handler.module-not-found',
        { api: { files: { 'index.js': healthy }, function: { Handler: 'indx.handler' } } },
      ],
      ['integration.http-method-not-post', { api: { integration: { integrationHttpMethod: 'GET' } } }],
      ['package.unreadable-file', { api: { files: { 'index.js': { content: healthy, mode: 0o600 } } } }],
      [
        'runtime.throttled',
        {
          api: {},
          beforeDeployment: async ({ lambda }, { functionName }) => {
            await lambda.putFunctionConcurrency({
              FunctionName: functionName,
              ReservedConcurrentExecutions: 0,
            });
          },
        },
      ],
      [
        'integration.stale-deployment',
        scenarios.find(({ cause }) => cause === 'integration.stale-deployment')!,
      ],
    ];
  for (const [cause, scenario] of broken) {
    test(cause, async () => {
      const { apiId, url } = await prepared({ cause, ...scenario });
      const { found, findings } = await examined(apiId);
      const [fix] = fixesOf(findings, found, walkWords.en);
      assert.equal(fix?.cause, cause, told(findings));
      const done = await applyFix(fix, found, account, walkWords.en);
      assert.deepEqual([done.isApplied, done.isMended], [true, true], done.told.join('\n'));
      assert.equal((await fetch(`${url}/thing`)).status, 200);
      const again = await examined(apiId);
      assert.deepEqual(
        again.findings.filter(({ isPast }) => !isPast),
        [],
        told(again.findings),
      );
    });
  }
});

describe('varco doctor --api', () => {
  const run = promisify(execFile);
  const program = fileURLToPath(new URL('doctor/command.ts', import.meta.url));
  const doctor = async (...args: readonly string[]) => {
    const environment = { ...process.env, NO_COLOR: '1', AWS_REGION: region };
    try {
      const { stdout, stderr } = await run(process.execPath, [program, 'doctor', ...args], {
        env: environment,
      });
      return { code: 0, stdout, stderr };
    } catch (thrown) {
      const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
      return { code, stdout, stderr };
    }
  };

  test('prints the seven steps and the cause with its command, and ends with 1', async () => {
    const { apiId } = await build(world, { permission: null });
    const { code, stdout } = await doctor('--api', apiId, '--stage', 'dev', '--endpoint', world.endpoint);
    assert.equal(code, 1, stdout);
    for (const part of [
      '1 Metrics',
      '3 The function',
      '7 Test',
      '+ Beyond',
      '✗ GET /thing',
      'permission.missing-statement',
      '$ aws lambda add-permission',
    ])
      assert.ok(stdout.includes(part), `${part} is not in\n${stdout}`);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 100 || line.includes('$ '), line);
  });

  test('--json prints findings, what is missing and the steps; --fix --yes mends it', async () => {
    const { apiId } = await build(world, { permission: null });
    const { stdout } = await doctor('--api', apiId, '--json', '--endpoint', world.endpoint);
    const report = JSON.parse(stdout);
    assert.equal(report.findings[0].cause, 'permission.missing-statement');
    assert.deepEqual(report.findings[0].routes, ['GET /thing']);
    assert.equal(report.steps.length, 8);
    const fixed = await doctor('--api', apiId, '--fix', '--yes', '--endpoint', world.endpoint);
    assert.equal(fixed.code, 0, fixed.stdout);
    assert.match(fixed.stdout, /GET \/thing: the stage answers 200 now/);
  });

  test('--fix without anybody to ask changes nothing', async () => {
    const { apiId, functionName } = await build(world, { permission: null });
    const { code, stdout } = await doctor('--api', apiId, '--fix', '--endpoint', world.endpoint);
    assert.equal(code, 1);
    assert.match(stdout, /Nothing was changed/);
    await assert.rejects(
      world.lambda.getPolicy({ FunctionName: functionName }),
      /ResourceNotFound|no policy/,
    );
  });

  test('says in one sentence what is wrong with its arguments', async () => {
    const unknown = await doctor('--api', 'zzzzzzzzzz', '--endpoint', world.endpoint);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /^varco: There is no REST API zzzzzzzzzz/);
    const nobody = await doctor('--api', 'zzzzzzzzzz', '--endpoint', 'http://127.0.0.1:9');
    assert.equal(nobody.code, 2);
    assert.match(nobody.stderr, /Nothing answers at the endpoint/);
  });
});

const remote = process.env['VARCO_REMOTE'] === '1';

test(
  'the collectors read a real account as they read Varco',
  { skip: remote ? false : 'set VARCO_REMOTE=1, with credentials, to run it against an AWS account' },
  async (t) => {
    const aws = await openAccount({ region: process.env['AWS_REGION'] });
    t.after(() => aws.close());
    const { items = [] } = await (await aws.gateway()).getRestApis({ limit: 5 });
    for (const { id = '' } of items) {
      const { item: stages = [] } = await (await aws.gateway()).getStages({ restApiId: id });
      // Reads only: nothing of the account is run.
      const stage = stages[0]?.stageName;
      if (stage === undefined) continue;
      const { found, steps } = await examined(id, { stage, invoke: 'none' }, aws);
      assert.equal(found.api.id, id);
      assert.match(found.api.accountId, /^\d{12}$/);
      assert.ok(
        found.api.deployed.ok || found.api.deployed.reason === 'denied',
        JSON.stringify(found.api.deployed),
      );
      assert.ok(found.metrics.ok || found.metrics.reason === 'denied', JSON.stringify(found.metrics));
      assert.ok(found.log.ok || found.log.reason !== 'failed', JSON.stringify(found.log));
      for (const { configuration, policy, code } of found.functions.values()) {
        assert.ok(configuration.ok || configuration.reason !== 'failed', JSON.stringify(configuration));
        assert.ok(policy.ok || policy.reason !== 'failed', JSON.stringify(policy));
        assert.ok(code === null || code.ok || code.reason !== 'failed', JSON.stringify(code));
      }
      assert.equal(steps.length, 8);
    }
  },
);
