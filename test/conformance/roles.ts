// The IAM roles that all cases of a run share: made when the first case asks, deleted at the end.
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { IAMClient } from '@aws-sdk/client-iam';

export interface Roles {
  /** ARN of a role that the service may assume, with every permission. */
  assumableBy(service: 'apigateway' | 'lambda'): Promise<string>;
  close(): Promise<void>;
}

const policyName = 'everything';

export function createRoles(iam: IAMClient, accountId: string, uniqueName: () => string): Roles {
  const arns = new Map<string, Promise<string>>();
  const made: string[] = [];

  async function make(service: string): Promise<string> {
    const RoleName = uniqueName();
    const trust = [
      { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
    ];
    const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    try {
      const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }),
      );
      made.push(RoleName);
      await iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: policyName, PolicyDocument: policy(everything) }),
      );
      return Role!.Arn!;
    } catch (error) {
      // An endpoint without IAM takes any ARN that looks like a role's.
      if (
        error instanceof Error &&
        /NotImplemented|not.*implemented|not supported/i.test(`${error.name} ${error.message}`)
      ) {
        return `arn:aws:iam::${accountId}:role/${RoleName}`;
      }
      throw error;
    }
  }

  return {
    assumableBy: (service) => {
      const known = arns.get(service) ?? make(service);
      arns.set(service, known);
      return known;
    },
    close: async () => {
      for (const RoleName of made) {
        await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: policyName }));
        await iam.send(new DeleteRoleCommand({ RoleName }));
      }
    },
  };
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
