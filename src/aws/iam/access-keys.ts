// Access keys of users: made, listed, switched and deleted. They are in force at once.
import type * as Sdk from '@aws-sdk/client-iam';
import { iamAccessKeysOfUserMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { callingUser } from './caller.ts';
import { findUser, whileChangingIam } from './entities.ts';
import { limitExceeded, noSuchEntity } from './errors.ts';
import type { AccessKeyDocument, KeyHolder } from './model.ts';
import { accessKeyId, iamDate, secretAccessKey } from './names.ts';
import { iamPage } from './paging.ts';

/** @throws AwsError NoSuchEntity, LimitExceeded */
export async function createAccessKey(
  input: Sdk.CreateAccessKeyRequest,
  context: OperationContext,
): Promise<Sdk.CreateAccessKeyResponse> {
  const holder = holderOf(input.UserName, context);
  const created = await whileChangingIam(context, async () => {
    await assertHolder(context, holder);
    if ((await keysOf(context, holder)).length >= iamAccessKeysOfUserMax)
      throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${iamAccessKeysOfUserMax}`);
    const key: AccessKeyDocument = {
      accessKeyId: accessKeyId('AKIA', context.ids),
      secretAccessKey: secretAccessKey(context.ids),
      createdAtMs: context.clock.nowMs(),
      active: true,
      holder,
      session: null,
    };
    await context.store.write([{ kind: 'access-key', key: key.accessKeyId, value: key }]);
    return key;
  });
  return { AccessKey: { ...keyShape(created), SecretAccessKey: created.secretAccessKey } as Sdk.AccessKey };
}

export async function listAccessKeys(
  input: Sdk.ListAccessKeysRequest,
  context: OperationContext,
): Promise<Sdk.ListAccessKeysResponse> {
  const holder = holderOf(input.UserName, context);
  await assertHolder(context, holder);
  const { items, end } = iamPage(await keysOf(context, holder), (key) => key.accessKeyId, input);
  return { AccessKeyMetadata: items.map(keyShape), ...end };
}

export async function updateAccessKey(
  input: Sdk.UpdateAccessKeyRequest,
  context: OperationContext,
): Promise<object> {
  await whileChangingIam(context, async () => {
    const key = await findKey(context, input.AccessKeyId!, input.UserName);
    const value: AccessKeyDocument = { ...key, active: input.Status === 'Active' };
    await context.store.write([{ kind: 'access-key', key: key.accessKeyId, value }]);
  });
  return {};
}

export async function deleteAccessKey(
  input: Sdk.DeleteAccessKeyRequest,
  context: OperationContext,
): Promise<object> {
  await whileChangingIam(context, async () => {
    const key = await findKey(context, input.AccessKeyId!, input.UserName);
    await context.store.write([{ kind: 'access-key', key: key.accessKeyId, value: null }]);
  });
  return {};
}

/** When a key was last used is not written down: AWS answers the same for one that never was. */
export async function getAccessKeyLastUsed(
  input: Sdk.GetAccessKeyLastUsedRequest,
  context: OperationContext,
): Promise<Sdk.GetAccessKeyLastUsedResponse> {
  const key = await context.store.get<AccessKeyDocument>('access-key', input.AccessKeyId!);
  if (key === null || key.session !== null) throw keyNotFound(input.AccessKeyId!);
  const AccessKeyLastUsed = { ServiceName: 'N/A', Region: 'N/A' } as Sdk.AccessKeyLastUsed;
  return { ...userNameOf(key.holder), AccessKeyLastUsed };
}

/** Of the calling user, or the root, where no name is given. */
function holderOf(userName: string | undefined, context: OperationContext): KeyHolder {
  const name = userName ?? callingUser(context);
  return name === null ? { kind: 'root' } : { kind: 'user', userName: name };
}

async function assertHolder(context: OperationContext, holder: KeyHolder): Promise<void> {
  if (holder.kind === 'user') await findUser(context, holder.userName);
}

/** The lasting keys of a user. */
export function keysOfUser(
  context: OperationContext,
  userName: string,
): Promise<readonly AccessKeyDocument[]> {
  return keysOf(context, { kind: 'user', userName });
}

async function keysOf(context: OperationContext, holder: KeyHolder): Promise<readonly AccessKeyDocument[]> {
  const keys = await context.store.list<AccessKeyDocument>('access-key');
  return keys.filter((key) => key.session === null && isHeldBy(key, holder));
}

function isHeldBy({ holder }: AccessKeyDocument, wanted: KeyHolder): boolean {
  if (wanted.kind !== 'user') return holder.kind === wanted.kind;
  return holder.kind === 'user' && holder.userName === wanted.userName;
}

async function findKey(
  context: OperationContext,
  id: string,
  userName: string | undefined,
): Promise<AccessKeyDocument> {
  const holder = holderOf(userName, context);
  await assertHolder(context, holder);
  const key = await context.store.get<AccessKeyDocument>('access-key', id);
  if (key === null || key.session !== null || !isHeldBy(key, holder)) throw keyNotFound(id);
  return key;
}

function keyNotFound(id: string): Error {
  return noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

function keyShape(key: AccessKeyDocument): Sdk.AccessKeyMetadata {
  return {
    ...userNameOf(key.holder),
    AccessKeyId: key.accessKeyId,
    Status: key.active ? 'Active' : 'Inactive',
    CreateDate: iamDate(key.createdAtMs),
  };
}

function userNameOf(holder: KeyHolder): { UserName?: string } {
  return holder.kind === 'user' ? { UserName: holder.userName } : {};
}
