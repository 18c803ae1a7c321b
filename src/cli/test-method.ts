// The console's Test button on the command line: runs one method of a project and prints what the console prints.
import { UserError } from '../core/errors.ts';
import type { Execution } from '../execution/execution.ts';
import { testInvokeAnswer } from '../execution/test-invoke-answer.ts';
import { testInvokeLog } from '../execution/test-invoke-log.ts';
import { renderFinding } from '../doctor/report/terminal.ts';
import { createVarco, type RunningApi, type Varco } from '../varco.ts';
import { explainer } from './explain.ts';
import { terminalOf } from './terminal.ts';
import type { TestOptions } from './test.ts';

export async function testMethod(
  method: string,
  path: string,
  project: string,
  options: TestOptions,
): Promise<void> {
  const varco = await createVarco({
    project,
    parameters: options.parameter,
    region: options.region,
    listen: false,
  });
  try {
    const { api, resourceId } = await findMethod(varco, method.toUpperCase(), path, options.api);
    const execution = await varco.testInvoke({
      apiId: api.apiId,
      resourceId,
      httpMethod: method.toUpperCase(),
      pathWithQueryString: path,
      body: options.body,
      headers: options.header,
      stageVariables: Object.keys(options.stageVariable).length > 0 ? options.stageVariable : undefined,
    });
    if (options.json) process.stdout.write(`${JSON.stringify(testInvokeAnswer(execution))}\n`);
    else await print(varco, execution);
    process.exitCode = execution.response.status >= 500 ? 1 : 0;
  } finally {
    await varco.close();
  }
}

/** The API and resource that would serve the request. @throws UserError where none or several would */
async function findMethod(
  varco: Varco,
  method: string,
  path: string,
  wanted: string | undefined,
): Promise<{ readonly api: RunningApi; readonly resourceId: string }> {
  const apis = varco.apis.filter(
    ({ name, apiId }) => wanted === undefined || wanted === name || wanted === apiId,
  );
  if (apis.length === 0) {
    const names = varco.apis.map(({ name }) => name).join(', ') || 'none';
    throw new UserError(
      wanted === undefined
        ? 'The template has no API to test: add an Api event or an AWS::ApiGateway::RestApi.'
        : `No API is called ${wanted}: the template has ${names}.`,
    );
  }
  const found: { readonly api: RunningApi; readonly resourceId: string }[] = [];
  for (const api of apis) {
    const resourceId = await varco.resourceServing(api.apiId, method, path);
    if (resourceId !== null) found.push({ api, resourceId });
  }
  if (found.length > 1) {
    const names = found.map(({ api }) => api.name).join(', ');
    throw new UserError(`${method} ${path} is served by several APIs (${names}): choose one with --api.`);
  }
  if (found[0] === undefined) {
    const routes = apis
      .flatMap((api) => api.routes.map((route) => `${route.method} ${route.path}`))
      .join(', ');
    throw new UserError(`No method serves ${method} ${path}: the template has ${routes || 'no routes'}.`);
  }
  return found[0];
}

async function print(varco: Varco, execution: Execution): Promise<void> {
  const terminal = terminalOf(process.stdout);
  const { bold, dim, green, yellow, red } = terminal.colors;
  const { status } = execution.response;
  const paint = status >= 500 ? red : status >= 400 ? yellow : green;
  const heading = (text: string): void => terminal.line(bold(text));
  heading('Request');
  terminal.line(execution.request.path);
  heading('Latency ms');
  terminal.line(String(Math.round(execution.latencyMs)));
  heading('Status');
  terminal.line(paint(String(status)));
  heading('Response body');
  terminal.line(Buffer.from(execution.response.body).toString());
  heading('Response headers');
  terminal.line(JSON.stringify(Object.fromEntries(execution.response.headers), null, 2));
  heading('Log');
  terminal.line(dim(testInvokeLog(execution).trimEnd()));
  const finding = await explainer(varco)(execution);
  if (finding !== null)
    terminal.line(`\n${renderFinding(finding, { color: terminal.color, width: terminal.width })}`);
}
