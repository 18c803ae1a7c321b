// What is measured: Varco, its peers and the physical limits, each with its command and the address of each case.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
const node = process.execPath;

/** Name (as in the table) → what is called. */
export type CaseName =
  | 'proxy'
  | 'mock'
  | 'http proxy'
  | 'logging everything'
  | 'body of 1,000 KB'
  | 'cold start 1'
  | 'cold start 2';

export interface Target {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly urls: { readonly proxy: string } & Partial<Readonly<Record<CaseName, string>>>;
}

/** The backend of the HTTP proxy; its port stands in bench/project/template.yaml. */
export const backend = [node, 'bench/targets/constant.mjs', '4707'] as const;

const query = '?x=1&y=2';
const words = (line: string): readonly string[] => line.split(' ');

export function targets(): readonly Target[] {
  const plain = 'http://127.0.0.1:4704/Prod';
  return [
    {
      name: 'limit: node:http, a constant',
      command: [node, 'bench/targets/constant.mjs', '4701'],
      urls: { proxy: `http://127.0.0.1:4701/echo${query}` },
    },
    {
      name: 'limit: node:http, children over frames',
      command: [node, 'bench/targets/frames.mjs', '4702'],
      urls: { proxy: `http://127.0.0.1:4702/echo${query}` },
    },
    {
      name: 'varco',
      // The account's 10,000 requests a second, which AWS would throttle beyond, are not what is measured.
      command: [
        node,
        ...words('bin/varco.mjs start bench/project --json --ephemeral --account-rate 1000000'),
        ...words('--port 4703 --api-port 4704'),
      ],
      urls: {
        proxy: `${plain}/echo${query}`,
        mock: `${plain}/mock`,
        'http proxy': `${plain}/proxy`,
        'logging everything': `http://127.0.0.1:4705/Prod/echo${query}`,
        'body of 1,000 KB': `${plain}/large`,
        'cold start 1': `${plain}/cold1`,
        'cold start 2': `${plain}/cold2`,
      },
    },
    ...serverlessOffline(),
  ];
}

function serverlessOffline(): readonly Target[] {
  const folder = `${root}bench/.peers/serverless-offline`;
  if (!existsSync(`${folder}/node_modules/serverless-offline`)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/package.json`, '{"private":true}');
    console.log('Installing serverless-offline 14.8.2 and osls 4.3.1 into bench/.peers …');
    const install = spawnSync(
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', 'serverless-offline@14.8.2', 'osls@4.3.1'],
      { cwd: folder, stdio: 'inherit' },
    );
    if (install.status !== 0) {
      console.log('serverless-offline could not be installed: left out.');
      return [];
    }
  }
  cpSync(`${root}bench/project`, folder, { recursive: true });
  const url = 'http://127.0.0.1:4708';
  return [
    {
      name: 'serverless-offline 14.8.2',
      command: [
        node,
        ...words('node_modules/osls/bin/serverless.js offline --noPrependStageInUrl'),
        ...words('--httpPort 4708 --lambdaPort 4709'),
      ],
      cwd: folder,
      urls: {
        proxy: `${url}/echo${query}`,
        'body of 1,000 KB': `${url}/large`,
        'cold start 1': `${url}/cold1`,
        'cold start 2': `${url}/cold2`,
      },
    },
  ];
}
