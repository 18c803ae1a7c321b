// Is a text a policy that IAM takes, in IAM's words where it is not: MalformedPolicyDocument.
import { AwsError } from '../../core/errors.ts';

/** `identity`: says what its holder may do. `trust`: says who may assume a role. */
export type PolicyUse = 'identity' | 'trust';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The messages are those that users report; for what none reports, `Syntax errors in policy.` stands (chosen).
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function assertPolicyDocument(text: string, use: PolicyUse): void {
  const policy = parse(text);
  refuseFields(policy, ['Version', 'Id', 'Statement']);
  const { Version: version, Statement: statement } = policy;
  if (version !== undefined && !['2012-10-17', '2008-10-17'].includes(version as string)) throw syntax();
  if (version === undefined && use === 'identity')
    throw malformed('Policy document must be version 2012-10-17 or greater.');
  const statements = Array.isArray(statement) ? (statement as readonly unknown[]) : [statement];
  if (statement === undefined || statements.length === 0) throw syntax();
  const fields = statements.map((item) => asFields(item));
  assertSids(fields);
  for (const one of fields) assertStatement(one, use);
}

function parse(text: string): Fields {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  return asFields(policy);
}

function asFields(value: unknown): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw syntax();
  return value as Fields;
}

function refuseFields(fields: Fields, known: readonly string[]): void {
  if (Object.keys(fields).some((name) => !known.includes(name))) throw syntax();
}

function assertSids(statements: readonly Fields[]): void {
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== '');
  for (const sid of sids) {
    if (typeof sid !== 'string') throw syntax();
    if (!/^[0-9A-Za-z]*$/.test(sid)) {
      throw malformed(
        'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
      );
    }
  }
  if (new Set(sids).size < sids.length)
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
}

const statementFields = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function assertStatement(statement: Fields, use: PolicyUse): void {
  refuseFields(statement, statementFields);
  const { Effect: effect, Condition: condition } = statement;
  if (effect === undefined) throw malformed('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    if (typeof effect !== 'string') throw syntax();
    throw malformed(`Invalid effect: ${effect}`);
  }
  if (condition !== undefined) assertCondition(asFields(condition));
  if (use === 'trust') assertTrust(statement);
  else assertIdentity(statement);
}

/** Operator → key → value or values. */
function assertCondition(condition: Fields): void {
  for (const keys of Object.values(condition)) {
    for (const values of Object.values(asFields(keys))) {
      const list: readonly unknown[] = Array.isArray(values) ? values : [values];
      if (!list.every((value) => ['string', 'number', 'boolean'].includes(typeof value))) throw syntax();
    }
  }
}

function assertIdentity(statement: Fields): void {
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined)
    throw malformed('Policy document should not specify a principal.');
  const actions = textsOf(statement, 'Action');
  if (actions.length === 0) throw malformed('Policy statement must contain actions.');
  for (const action of actions) assertAction(action);
  const resources = textsOf(statement, 'Resource');
  if (resources.length === 0) throw malformed('Policy statement must contain resources.');
  for (const resource of resources) {
    if (resource !== '*' && !resource.startsWith('arn:'))
      throw malformed(`Resource ${resource} must be in ARN format or "*".`);
    if (resource !== '*' && resource.split(':').length < 6)
      throw malformed('The policy failed legacy parsing');
  }
}

function assertAction(action: string): void {
  if (action === '*') return;
  const [vendor = '', ...names] = action.split(':');
  if (names.length === 0 || vendor === '')
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  if (names.length > 1) throw malformed('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9-]+$/.test(vendor)) throw malformed(`Vendor ${vendor} is not valid`);
}

const trustActions = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

function assertTrust(statement: Fields): void {
  if (statement.Resource !== undefined) throw malformed('Has prohibited field Resource');
  if (statement.NotResource !== undefined) throw malformed('Has prohibited field NotResource');
  assertPrincipal(statement);
  const actions = textsOf(statement, 'Action');
  if (actions.length === 0) throw malformed('Missing required field Action');
  if (!actions.every((action) => trustActions.has(action.toLowerCase())))
    throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
}

const principalKinds = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

function assertPrincipal({ Principal: principal, NotPrincipal: notPrincipal }: Fields): void {
  if (notPrincipal !== undefined) throw malformed('AssumeRole policy must not contain NotPrincipal field.');
  if (principal === undefined) throw malformed('Missing required field Principal');
  // AWS takes `{"AWS": "*"}`, and not this short form of it, from a trust policy.
  if (principal === '*') throw malformed('AssumeRolepolicy contained an invalid principal: "STAR":"*"');
  const kinds = Object.entries(asFields(principal));
  if (kinds.length === 0) throw malformed('Missing required field Principal cannot be empty!');
  for (const [kind, value] of kinds) {
    const names: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const name of names) {
      if (typeof name !== 'string') throw syntax();
      if (!principalKinds.has(kind) || !isPrincipal(kind, name))
        throw malformed(`Invalid principal in policy: "${kind}":"${name}"`);
    }
  }
}

// AWS also refuses users and roles that do not exist, and services that it does not have.
function isPrincipal(kind: string, name: string): boolean {
  if (kind === 'AWS') {
    return (
      name === '*' ||
      /^\d{12}$/.test(name) ||
      /^A[A-Z0-9]{20}$/.test(name) ||
      /^arn:[a-z-]+:(?:iam|sts)::(?:\d{12}|cloudfront):(?:root|(?:user|role|assumed-role|federated-user)\/.+)$/.test(
        name,
      )
    );
  }
  return kind === 'Service' ? /^[a-z0-9.-]+\.[a-z.]+$/i.test(name) : name !== '';
}

/** Of `Action` and `NotAction`, or `Resource` and `NotResource`, one: a text or a list of texts. */
function textsOf(statement: Fields, name: string): readonly string[] {
  const [plain, not] = [statement[name], statement[`Not${name}`]];
  if (plain !== undefined && not !== undefined) throw syntax();
  const value = plain ?? not;
  if (value === undefined) return [];
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!texts.every((text) => typeof text === 'string')) throw syntax();
  return texts;
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', 400, message);
}

function syntax(): AwsError {
  return malformed('Syntax errors in policy.');
}
