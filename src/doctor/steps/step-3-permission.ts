// Step 3: each function's resource policy, against the source ARN that API Gateway presents for each route.
import { decide } from '../../policy/decide.ts';
import type { Walk } from '../collect/walk.ts';
import { routeOfExecution, type WalkedRoute } from '../collect/walked-routes.ts';
import { functionOf, refusalOf, sourceArnOf } from './surroundings.ts';
import type { Check } from './step.ts';
import { unanswered } from './unanswered.ts';
import type { WalkView } from './walk-view.ts';

export function permissionChecks({ walk, words, lambdaRoutes }: WalkView): readonly Check[] {
  const allowed: { readonly name: string; readonly arn: string; readonly evidence: readonly string[] }[] = [];
  const refused: string[] = [];
  const unread = new Map<string, Check>();
  const byRole = new Map<string, string[]>();
  for (const { name, route, picture } of lambdaRoutes) {
    const role = picture.integration?.credentials ?? null;
    if (role !== null) {
      byRole.set(role, [...(byRole.get(role) ?? []), name]);
      continue;
    }
    const called = functionOf(walk, route);
    if (called === null || !called.configuration.ok) continue;
    if (!called.policy.ok) {
      // The log says that the call is refused; why, the policy alone would tell.
      if (isRefused(walk, route)) refused.push(name);
      unread.set(called.arn, unanswered(called.policy, words.the.policy(called.name), words));
      continue;
    }
    if (route.deployed === null || refusalOf(walk, route, false) !== null) continue;
    const sourceArn = sourceArnOf(walk, picture, false);
    const decision = decide(called.policy.value, {
      servicePrincipal: 'apigateway.amazonaws.com',
      sourceArn,
      sourceAccount: walk.api.accountId,
      functionArn: called.arn,
    });
    allowed.push({
      name,
      arn: called.arn,
      evidence: [words.presented(sourceArn), ...(decision.allowed ? [words.byStatement(decision.sid)] : [])],
    });
  }
  const functions = new Set(allowed.map(({ arn }) => arn)).size;
  return [
    ...(refused.length === 0 ? [] : [{ mark: 'fault' as const, text: words.refused(refused) }]),
    ...(allowed.length === 0
      ? []
      : [
          {
            mark: 'fine' as const,
            text: words.permissionFits(
              functions,
              allowed.map(({ name }) => name),
            ),
            // One request is shown whole; of many the sentence is enough.
            ...(allowed.length === 1 ? { evidence: allowed[0]!.evidence } : {}),
          },
        ]),
    ...[...byRole].map(([role, routes]) => ({ mark: 'unknown' as const, text: words.byRole(routes, role) })),
    ...unread.values(),
  ];
}

function isRefused({ tests, failures, routes }: Walk, route: WalkedRoute): boolean {
  return (
    tests.some(
      (test) =>
        test.route === route && test.run.ok && test.run.value.execution?.outcome?.kind === 'no-permission',
    ) ||
    failures.some(
      (failure) => failure.outcome?.kind === 'no-permission' && routeOfExecution(routes, failure) === route,
    )
  );
}
