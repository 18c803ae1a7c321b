// AWS's own managed policies: the few that functions and APIs are given, as AWS publishes them.
import { notBuilt } from '../not-built.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[] | string;
  readonly Resource: string;
  readonly Condition?: object;
}

interface AwsManagedPolicy {
  readonly description: string;
  readonly statements: readonly Statement[];
}

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** Path and name behind `arn:aws:iam::aws:policy/`. */
const policies: Readonly<Record<string, AwsManagedPolicy>> = {
  'service-role/AWSLambdaBasicExecutionRole': {
    description: 'Provides write permissions to CloudWatch Logs.',
    statements: [allow(logs)],
  },
  'service-role/AWSLambdaVPCAccessExecutionRole': {
    description:
      'Provides minimum permissions for a Lambda function to execute while accessing a resource within a VPC - create, describe, delete network interfaces and write permissions to CloudWatch Logs. ',
    statements: [
      {
        Sid: 'AWSLambdaVPCAccessExecutionPermissions',
        ...allow([
          ...logs,
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:DeleteNetworkInterface',
          'ec2:AssignPrivateIpAddresses',
          'ec2:UnassignPrivateIpAddresses',
        ]),
      },
    ],
  },
  'service-role/AWSLambdaRole': {
    description: 'Default policy for AWS Lambda service role.',
    statements: [allow(['lambda:InvokeFunction'])],
  },
  'service-role/AWSLambdaSQSQueueExecutionRole': {
    description:
      'Provides receive message, delete message, and read attribute access to SQS queues, and write permissions to CloudWatch logs.',
    statements: [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...logs])],
  },
  'service-role/AWSLambdaDynamoDBExecutionRole': {
    description:
      'Provides list and read access to DynamoDB streams and write permissions to CloudWatch logs.',
    statements: [
      allow([
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        ...logs,
      ]),
    ],
  },
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': {
    description: "Allows API Gateway to push logs to user's account.",
    statements: [
      allow([
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ]),
    ],
  },
  AmazonAPIGatewayInvokeFullAccess: {
    description: 'Provides full access to invoke APIs in Amazon API Gateway.',
    statements: [allow(['execute-api:Invoke', 'execute-api:ManageConnections'], 'arn:aws:execute-api:*:*:*')],
  },
  AmazonAPIGatewayAdministrator: {
    description:
      'Provides full access to create/edit/delete APIs in Amazon API Gateway via the AWS Management Console.',
    statements: [allow(['apigateway:*'], 'arn:aws:apigateway:*::/*')],
  },
  AWSXRayDaemonWriteAccess: {
    description:
      "Allow the AWS X-Ray Daemon to relay raw trace segments data to the service's API and retrieve sampling data (rules, targets, etc.) to be used by the X-Ray SDK.",
    statements: [
      allow([
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ]),
    ],
  },
  CloudWatchLogsFullAccess: {
    description: 'Provides full access to CloudWatch Logs',
    statements: [allow(['logs:*', 'cloudwatch:GenerateQuery'])],
  },
  AdministratorAccess: {
    description: 'Provides full access to AWS services and resources.',
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

function allow(actions: readonly string[], resource = '*'): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

const prefix = 'arn:aws:iam::aws:policy/';

export interface AwsManaged {
  readonly arn: string;
  readonly policyName: string;
  readonly path: string;
  readonly description: string;
  readonly text: string;
}

/** Every policy of AWS's may be attached, also those whose text Varco does not have. */
export function isAwsManaged(arn: string): boolean {
  return arn.startsWith(prefix);
}

/** Null for those whose text Varco does not have. */
export function awsManagedPolicy(arn: string): AwsManaged | null {
  const name = arn.slice(prefix.length);
  if (!isAwsManaged(arn) || !Object.hasOwn(policies, name)) return null;
  const { description, statements } = policies[name]!;
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 4);
  return { arn, ...nameAndPath(arn), description, text };
}

export function awsManagedPolicyText(arn: string): string | null {
  return awsManagedPolicy(arn)?.text ?? null;
}

export function awsManagedPolicies(): readonly AwsManaged[] {
  return Object.keys(policies).map((name) => awsManagedPolicy(prefix + name)!);
}

/** `…:policy/service-role/AWSLambdaRole` → name `AWSLambdaRole`, path `/service-role/`. */
export function nameAndPath(arn: string): { readonly policyName: string; readonly path: string } {
  const behind = arn.slice(arn.indexOf('/'));
  const slash = behind.lastIndexOf('/');
  return { policyName: behind.slice(slash + 1), path: behind.slice(0, slash + 1) };
}

/** @throws AwsError NotImplemented for a policy of AWS's that Varco cannot show */
export function requireAwsManaged(arn: string): AwsManaged {
  const policy = awsManagedPolicy(arn);
  if (policy === null) throw notBuilt(`the content of AWS's managed policy ${arn}`);
  return policy;
}

/** The day on which AWS's oldest managed policies were made; those of the single ones are not kept. */
export const awsManagedCreatedAt = new Date(Date.UTC(2015, 1, 6, 18, 40));
