// The AWS CLI, where the machine has it, from the role to the metrics and back to nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startJourney } from './testing/deployment.ts';
import { installed, runProgram } from './testing/programs.ts';

const program = installed(['aws'], ['--version']);
const skip = program === null ? 'the AWS CLI is not on this machine: apt-get install awscli' : false;

interface Answer {
  // oxlint-disable-next-line typescript/no-explicit-any -- what the CLI prints, read member by member
  readonly [member: string]: any;
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const lambdaPath = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions';

test(
  'the AWS CLI makes, deploys, asks, inspects and deletes an API with its function',
  { skip },
  async (t) => {
    const journey = await startJourney(t);
    const { endpoint, folder } = journey;
    /** @param words Split at blanks; what stands behind is one word each */
    const aws = async (words: string, ...more: readonly string[]): Promise<Answer> => {
      const args = ['--endpoint-url', endpoint, '--output', 'json', ...words.split(' '), ...more];
      const { stdout } = await runProgram(program!, args, { cwd: folder });
      return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Answer);
    };

    const { Account: account } = await aws('sts get-caller-identity');
    const { Role: role } = await aws(
      'iam create-role --role-name hello --assume-role-policy-document',
      trust,
    );
    await aws(`iam attach-role-policy --role-name hello --policy-arn ${basicExecution}`);

    const created = await aws(
      `lambda create-function --function-name hello --runtime nodejs22.x --handler index.handler --role ${role.Arn}`,
      '--zip-file',
      'fileb://hello.zip',
    );
    assert.equal(created['FunctionArn'], `arn:aws:lambda:us-east-1:${account}:function:hello`);
    await aws('lambda wait function-active-v2 --function-name hello');

    const { id: apiId } = await aws('apigateway create-rest-api --name hello');
    const ofApi = `--rest-api-id ${apiId}`;
    const { items: resources } = await aws(`apigateway get-resources ${ofApi}`);
    const { id: resourceId } = await aws(
      `apigateway create-resource ${ofApi} --parent-id ${resources[0].id} --path-part hello`,
    );
    const ofMethod = `${ofApi} --resource-id ${resourceId} --http-method GET`;
    await aws(`apigateway put-method ${ofMethod} --authorization-type NONE`);
    await aws(
      `apigateway put-integration ${ofMethod} --type AWS_PROXY --integration-http-method POST --uri`,
      `${lambdaPath}/${created['FunctionArn']}/invocations`,
    );
    await aws(
      'lambda add-permission --function-name hello --statement-id api --action lambda:InvokeFunction',
      '--principal',
      'apigateway.amazonaws.com',
      '--source-arn',
      `arn:aws:execute-api:us-east-1:${account}:${apiId}/*/GET/hello`,
    );
    const { id: deploymentId } = await aws(`apigateway create-deployment ${ofApi} --stage-name dev`);
    const stage = await aws(
      `apigateway update-stage ${ofApi} --stage-name dev --patch-operations`,
      'op=replace,path=/*/*/metrics/enabled,value=true',
      'op=replace,path=/*/*/logging/loglevel,value=INFO',
    );
    assert.deepEqual(
      [stage['deploymentId'], stage['methodSettings']['*/*'].loggingLevel],
      [deploymentId, 'INFO'],
    );

    const answer = await journey.get(`/_aws/execute-api/${apiId}/dev/hello?name=CLI`);
    assert.deepEqual(answer, { status: 200, body: '{"hello":"CLI"}' });

    const tested = await aws(
      `apigateway test-invoke-method ${ofMethod} --path-with-query-string`,
      '/hello?name=test',
    );
    assert.deepEqual([tested['status'], tested['body']], [200, '{"hello":"test"}']);
    assert.match(tested['log'] as string, /Method completed with status: 200/);

    const invoked = await aws('lambda invoke --function-name hello --log-type Tail output.json');
    assert.equal(invoked['StatusCode'], 200);
    assert.match(Buffer.from(invoked['LogResult'] as string, 'base64').toString(), /asked for undefined/);
    const output = await readFile(join(folder, 'output.json'), 'utf8');
    assert.equal(output, String.raw`{"statusCode":200,"body":"{\"hello\":\"world\"}"}`);

    const { logGroups } = await aws('logs describe-log-groups --log-group-name-prefix /aws/lambda/');
    assert.deepEqual(
      (logGroups as readonly Answer[]).map((group) => group['logGroupName'] as string),
      ['/aws/lambda/hello'],
    );
    const { events } = await aws(
      'logs filter-log-events --log-group-name /aws/lambda/hello --filter-pattern',
      '"asked for"',
    );
    assert.equal((events as readonly Answer[]).length, 3);
    const metrics = await aws(
      'cloudwatch get-metric-statistics --namespace AWS/ApiGateway --metric-name Count --statistics SampleCount',
      '--dimensions',
      'Name=ApiName,Value=hello',
      '--period=3600',
      `--start-time=${moment(-1)}`,
      `--end-time=${moment(1)}`,
    );
    const counts = (metrics['Datapoints'] as readonly Answer[]).map((one) => one['SampleCount'] as number);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      1,
    );

    await aws(`apigateway delete-rest-api ${ofApi}`);
    await aws('lambda delete-function --function-name hello');
    await aws('logs delete-log-group --log-group-name /aws/lambda/hello');
    await aws(`iam detach-role-policy --role-name hello --policy-arn ${basicExecution}`);
    await aws('iam delete-role --role-name hello');
    assert.equal((await journey.get(`/_aws/execute-api/${apiId}/dev/hello`)).status, 403);
    await assert.rejects(
      aws('lambda get-function --function-name hello'),
      /ResourceNotFoundException.*GetFunction operation: Function not found: arn:aws:lambda/,
    );
  },
);

/** So many hours from now, as AWS's tools take it. */
function moment(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
