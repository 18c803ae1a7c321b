// `varco test METHOD PATH [PROJECT]`: its arguments and options. What it does is read only when it is called.
import { Command } from 'commander';
import { UserError } from '../core/errors.ts';
import type { HeaderList } from '../core/header-list.ts';
import { parameterOption, regionOption } from './project-options.ts';

export interface TestOptions {
  readonly api?: string;
  readonly body?: string;
  readonly header: HeaderList;
  readonly stageVariable: Readonly<Record<string, string>>;
  readonly region: string;
  readonly parameter: Readonly<Record<string, string>>;
  readonly json: boolean;
}

export function testCommand(): Command {
  return new Command('test')
    .description(
      "run the console's Test of one method: the current configuration, without deployment or guards",
    )
    .argument('<method>', 'GET, POST …')
    .argument('<path>', 'path with query, without stage: /orders/42?x=1')
    .argument('[project]', 'template, or folder that holds one', '.')
    .option('--api <name>', 'name or id of the API, where the template has several')
    .option('--body <text>', 'request body')
    .option('--header <Name: value>', 'request header; may be repeated', collectHeader, [])
    .option('--stage-variable <name=value>', 'stage variable; may be repeated', collectVariable, {})
    .addOption(regionOption())
    .addOption(parameterOption())
    .option('--json', "print TestInvokeMethod's answer as JSON", false)
    .action(async (method: string, path: string, project: string, options: TestOptions) => {
      const { testMethod } = await import('./test-method.ts');
      await testMethod(method, path, project, options);
    });
}

function collectHeader(text: string, previous: HeaderList): HeaderList {
  const colon = text.indexOf(':');
  if (colon <= 0) throw new UserError(`--header takes "Name: value", and "${text}" has no name.`);
  return [...previous, [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]];
}

function collectVariable(
  text: string,
  previous: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new UserError(`--stage-variable takes name=value, and "${text}" has no name.`);
  return { ...previous, [text.slice(0, equals)]: text.slice(equals + 1) };
}
