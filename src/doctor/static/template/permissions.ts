// Whether API Gateway will be allowed to call each function it is to call: the ARN it will present against the statements.
import { decide } from '../../../policy/decide.ts';
import type { PolicyStatement } from '../../../policy/policy.ts';
import type { Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { predict } from '../predict.ts';
import {
  calledArn,
  placeOf,
  quoted,
  splitQualifier,
  type InTemplate,
  type PermissionInTemplate,
  type TemplateFacts,
} from './facts.ts';

export function examinePermissions(facts: TemplateFacts, language: Language): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const call of [...methodCalls(facts), ...authorizerCalls(facts)]) {
    const finding = examineCall(facts, call, language);
    if (finding === null) continue;
    const key = `${finding.cause} ${finding.source?.line} ${call.functionArn}`;
    if (!found.has(key)) found.set(key, finding);
  }
  return [...found.values()];
}

interface Call {
  readonly by: InTemplate;
  readonly api: string;
  /** As presented: with a qualifier, if any. */
  readonly functionArn: string;
  /** `/prod/GET/orders` behind the API's id. */
  readonly resource: string;
  readonly stage: string;
}

function methodCalls({ methods, stages }: TemplateFacts): readonly Call[] {
  return methods.flatMap((method) => {
    const { integration, path, api } = method;
    const arn = calledArn(integration?.uri ?? null);
    if (arn === null || path === null || integration?.hasCredentials !== false || arn.includes('${'))
      return [];
    const own = stages.filter((stage) => stage.api === api);
    // Without a stage in the template any will do.
    const names = own.length === 0 ? ['prod'] : own.map(({ name }) => name);
    return names.map((stage) => ({
      by: method,
      api,
      functionArn: arn,
      stage,
      resource: `${stage}/${method.method}${path}`,
    }));
  });
}

function authorizerCalls({ authorizers }: TemplateFacts): readonly Call[] {
  return authorizers.flatMap((authorizer) => {
    const arn = calledArn(authorizer.uri);
    if (arn === null || authorizer.hasCredentials || arn.includes('${')) return [];
    return [
      {
        by: authorizer,
        api: authorizer.api,
        functionArn: arn,
        stage: 'authorizers',
        resource: `authorizers/${authorizer.logicalId}`,
      },
    ];
  });
}

function examineCall(facts: TemplateFacts, call: Call, language: Language): Finding | null {
  const { arn, qualifier } = splitQualifier(call.functionArn);
  const called = facts.functions.find((each) => each.arn === arn);
  // A function of another stack has its policy there.
  if (called === undefined) return null;
  const own = facts.permissions.filter(({ functionArn }) => functionArn === arn);
  const statements = statementsOf(own, qualifier);
  const decision = decide(statements, {
    servicePrincipal: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:${facts.region}:${facts.accountId}:${call.api}/${call.resource}`,
    sourceAccount: facts.accountId,
    functionArn: call.functionArn,
  });
  if (decision.allowed) return null;
  const closest = own.find(({ statement }) => statement.Sid === decision.closest?.sid);
  const policies = Object.fromEntries(
    [...new Set(own.map((each) => each.qualifier))].map((each) => [each ?? '', statementsOf(own, each)]),
  );
  const subject: Case = {
    function: { name: called.name, policies },
    api: { id: call.api, stage: call.stage },
  };
  const finding = predict(
    subject,
    {
      outcome: { kind: 'no-permission', decision },
      confidence: 0.93,
      evidence: [
        ...(closest === undefined ? [] : quoted(closest, 'SourceArn')),
        `${decision.query.sourceArn} → ${call.functionArn}`,
      ],
      place: placeOf(closest ?? call.by, closest === undefined ? undefined : 'SourceArn'),
    },
    language,
  );
  // The template is what is to be changed: a command on the account would be undone by the next deployment.
  return finding === null
    ? null
    : { ...finding, fix: { text: finding.fix.text, ...inTemplate(called.logicalId, call) } };
}

function statementsOf(
  permissions: readonly PermissionInTemplate[],
  qualifier: string | null,
): readonly PolicyStatement[] {
  return permissions.filter((each) => each.qualifier === qualifier).map(({ statement }) => statement);
}

/** The missing resource as the template has it, its references instead of made-up ARNs. */
function inTemplate(functionId: string, call: Call): { readonly patch: string } {
  const { qualifier } = splitQualifier(call.functionArn);
  const [stage, method, ...path] = call.resource.split('/');
  const steps = path.map((step) => (step.startsWith('{') ? '*' : step));
  const resource =
    stage === 'authorizers'
      ? `authorizers/\${${method}}`
      : ['*', method === 'ANY' ? '*' : method, ...steps].join('/');
  const functionName = qualifier === null ? `!Ref ${functionId}` : `!Sub '\${${functionId}}:${qualifier}'`;
  return {
    patch: `${functionId}ApiPermission:
  Type: AWS::Lambda::Permission
  Properties:
    Action: lambda:InvokeFunction
    FunctionName: ${functionName}
    Principal: apigateway.amazonaws.com
    SourceArn: !Sub 'arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${call.api}}/${resource}'
`,
  };
}
