// What Ref and Fn::GetAtt give for a resource that Varco does not create: a value of the right shape, so that others resolve.
export interface PlaceholderFacts {
  readonly type: string;
  /** The name it has or would be given. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
}

export interface Placeholder {
  readonly ref: string;
  attribute(name: string): string;
}

interface Shape {
  /** The property that names it, where there is one. */
  readonly named?: string;
  readonly ref?: (facts: PlaceholderFacts) => string;
  readonly attributes?: Readonly<Record<string, (facts: PlaceholderFacts) => string>>;
}

type Write = (facts: PlaceholderFacts) => string;

const arn =
  (service: string, resource: Write): Write =>
  (facts) =>
    `arn:aws:${service}:${facts.region}:${facts.accountId}:${resource(facts)}`;

const name: Write = (facts) => facts.name;
const after =
  (prefix: string, suffix = ''): Write =>
  (facts) =>
    `${prefix}${facts.name}${suffix}`;

const table: Shape = {
  named: 'TableName',
  attributes: {
    Arn: arn('dynamodb', after('table/')),
    StreamArn: arn('dynamodb', after('table/', '/stream/1970-01-01T00:00:00.000')),
  },
};
const stateMachine: Shape = { named: 'StateMachineName', ref: arn('states', after('stateMachine:')) };
const queueUrl: Write = (facts) =>
  `https://sqs.${facts.region}.amazonaws.com/${facts.accountId}/${facts.name}`;
const userPoolId: Write = (facts) =>
  `${facts.region}_${facts.name.replaceAll(/[^A-Za-z0-9]/g, '').slice(-9)}`;

const httpApiId: Write = (facts) =>
  facts.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(-10);
const httpApi: Shape = {
  ref: httpApiId,
  attributes: {
    ApiEndpoint: (facts) => `https://${httpApiId(facts)}.execute-api.${facts.region}.amazonaws.com`,
  },
};

/** The types that functions most often hear of through their environment. */
const shapes: Readonly<Record<string, Shape>> = {
  'AWS::ApiGatewayV2::Api': httpApi,
  'AWS::ApiGatewayV2::Stage': { ref: () => '$default' },
  'AWS::Cognito::UserPool': {
    named: 'UserPoolName',
    ref: userPoolId,
    attributes: {
      Arn: arn('cognito-idp', (facts) => `userpool/${userPoolId(facts)}`),
      ProviderName: (facts) => `cognito-idp.${facts.region}.amazonaws.com/${userPoolId(facts)}`,
      ProviderURL: (facts) => `https://cognito-idp.${facts.region}.amazonaws.com/${userPoolId(facts)}`,
    },
  },
  'AWS::DynamoDB::Table': table,
  'AWS::Events::EventBus': { named: 'Name', attributes: { Arn: arn('events', after('event-bus/')) } },
  'AWS::Kinesis::Stream': { named: 'Name', attributes: { Arn: arn('kinesis', after('stream/')) } },
  'AWS::KMS::Key': { attributes: { Arn: arn('kms', after('key/')) } },
  'AWS::SecretsManager::Secret': { named: 'Name', ref: arn('secretsmanager', after('secret:', '-AbCdEf')) },
  'AWS::Serverless::HttpApi': httpApi,
  'AWS::Serverless::SimpleTable': table,
  'AWS::Serverless::StateMachine': stateMachine,
  'AWS::SNS::Topic': {
    named: 'TopicName',
    ref: arn('sns', name),
    attributes: { TopicArn: arn('sns', name) },
  },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: queueUrl },
  },
  'AWS::SSM::Parameter': { named: 'Name' },
  'AWS::StepFunctions::StateMachine': stateMachine,
};

/** The property by which the template may name a resource of this type itself. */
export function namingProperty(type: string): string | undefined {
  return shapeOf(type).named;
}

export function placeholderFor(facts: PlaceholderFacts): Placeholder {
  const shape = shapeOf(facts.type);
  const service = facts.type.split('::')[1]?.toLowerCase() ?? 'cloudformation';
  return {
    ref: (shape.ref ?? name)(facts),
    attribute(attribute) {
      const known = shape.attributes?.[attribute];
      if (known !== undefined) return known(facts);
      // Of a type that is not in the table the attribute's name tells the shape.
      if (/Arn$/i.test(attribute)) return arn(service, name)(facts);
      if (/Ur[li]$/i.test(attribute)) return `https://${service}.${facts.region}.amazonaws.com/${facts.name}`;
      return `${facts.name}-${attribute}`;
    },
  };
}

function shapeOf(type: string): Shape {
  return Object.hasOwn(shapes, type) ? shapes[type]! : {};
}
