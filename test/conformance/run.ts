// `npm run conformance`: replays cases of real AWS against any endpoint that speaks AWS, and prints a line a case.
import { parseArgs } from 'node:util';
import { errorLine } from './error-line.ts';
import { createReport } from './report.ts';
import { casesOf, replayAll, type CaseToReplay } from './replay-all.ts';
import { connect, executeApiUrlDefault, type Target } from './target.ts';

const usage = `Usage: npm run conformance -- --cases FILE --endpoint URL [options]

  --cases FILE           ready-to-run cases (goldens/cases.json) or recordings (goldens/recordings/*.json)
  --endpoint URL         any endpoint that speaks AWS: http://127.0.0.1:4566
  --execute-api-url URL  where deployed APIs answer, with {endpoint}, {apiId}, {region} and {stage};
                         default ${executeApiUrlDefault}
                         for instance http://{apiId}.execute-api.{region}.localhost:4566
  --region REGION        default us-east-1
  --only TEXT            only cases whose id contains the text
  --parallel NUMBER      cases at a time, 1 to 32; default 4
  --json                 one JSON document at the end instead of lines
  --verbose              how long each case took, and differences in full length

Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage.
`;

interface Options {
  readonly files: readonly string[];
  readonly endpoint: string;
  readonly executeApiUrl: string;
  readonly region: string;
  readonly only: string;
  readonly parallel: number;
  readonly json: boolean;
  readonly verbose: boolean;
}

class WrongUsage extends Error {}

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    return await run(optionsOf(args));
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    process.stderr.write(`${error.message}\nThe options: npm run conformance -- --help\n`);
    return 2;
  }
}

function optionsOf(args: string[]): Options {
  const values = parsed(args);
  const { cases, endpoint } = values;
  if (cases === undefined || cases.length === 0)
    throw new WrongUsage('--cases is missing: say which file of cases.');
  if (endpoint === undefined) throw new WrongUsage('--endpoint is missing: say where AWS is spoken.');
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new WrongUsage(`--endpoint ${endpoint} is no URL such as http://127.0.0.1:4566.`);
  }
  const executeApiUrl = values['execute-api-url'] ?? executeApiUrlDefault;
  if (!executeApiUrl.includes('{apiId}')) throw new WrongUsage('--execute-api-url has no {apiId}.');
  const parallel = Number(values.parallel ?? 4);
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 32) {
    throw new WrongUsage(`--parallel ${values.parallel} is no number from 1 to 32.`);
  }
  return {
    files: cases,
    endpoint,
    executeApiUrl,
    region: values.region ?? 'us-east-1',
    only: values.only ?? '',
    parallel,
    json: values.json ?? false,
    verbose: values.verbose ?? false,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        cases: { type: 'string', multiple: true },
        endpoint: { type: 'string' },
        'execute-api-url': { type: 'string' },
        region: { type: 'string' },
        only: { type: 'string' },
        parallel: { type: 'string' },
        json: { type: 'boolean' },
        verbose: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message, { cause: error });
  }
}

async function run(options: Options): Promise<number> {
  const target = await reach(options);
  const report = createReport(options);
  try {
    const cases = options.files
      .flatMap((file) => read(file, target, (sentence) => report.left(sentence)))
      .filter(({ id }) => id.includes(options.only));
    if (cases.length === 0) throw new WrongUsage(`No case has an id that contains ${options.only}.`);
    report.begin(cases.length);
    await replayAll(cases, options.parallel, (result) => report.replayed(result));
  } finally {
    // Roles that stay behind change nothing about what was found.
    await target
      .close()
      .catch((error: unknown) => report.left(`roles were not deleted: ${errorLine(error)}`));
  }
  return report.end() === 0 ? 0 : 1;
}

function read(file: string, target: Target, left: (sentence: string) => void): readonly CaseToReplay[] {
  try {
    return casesOf(file, target, left);
  } catch (error) {
    throw new WrongUsage(`--cases ${file}: ${(error as Error).message}`, { cause: error });
  }
}

async function reach(options: Options): Promise<Target> {
  try {
    return await connect(options);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new WrongUsage(`Nothing answers at --endpoint ${options.endpoint}: ${reason}.`, { cause: error });
  }
}
