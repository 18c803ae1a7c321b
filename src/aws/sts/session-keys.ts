// Temporary keys: kept with their token until they expire.
import type { Credentials } from '@aws-sdk/client-sts';
import { sessionKeysMax } from '../../core/limits.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingIam } from '../iam/entities.ts';
import { limitExceeded } from '../iam/errors.ts';
import type { AccessKeyDocument, KeyHolder } from '../iam/model.ts';
import { accessKeyId, iamDate, secretAccessKey } from '../iam/names.ts';

type SessionKey = AccessKeyDocument & { readonly session: NonNullable<AccessKeyDocument['session']> };

/** An expired key is remembered for so long, so that it is told to be expired and not unknown. */
const rememberedMs = 86_400_000;

/** Random bytes of a token; AWS's are longer, and their length is not fixed. */
const tokenParts = 12;

export function createSessionKey(
  context: OperationContext,
  holder: KeyHolder,
  seconds: number,
): Promise<SessionKey> {
  return whileChangingIam(context, async () => {
    const nowMs = context.clock.nowMs();
    const sessions = (await context.store.list<AccessKeyDocument>('access-key')).filter(
      ({ session }) => session !== null,
    );
    const forgotten = sessions.filter(({ session }) => session!.expiresAtMs + rememberedMs < nowMs);
    if (sessions.length - forgotten.length >= sessionKeysMax)
      throw limitExceeded(`Varco keeps no more than ${sessionKeysMax} sessions at a time.`);
    const random = Array.from({ length: tokenParts }, () => context.ids.hex32()).join('');
    const key: SessionKey = {
      accessKeyId: accessKeyId('ASIA', context.ids),
      secretAccessKey: secretAccessKey(context.ids),
      createdAtMs: nowMs,
      active: true,
      holder,
      session: {
        token: `IQoJb3JpZ2luX2Vj${Buffer.from(random, 'hex').toString('base64')}`,
        expiresAtMs: iamDate(nowMs + seconds * 1000).getTime(),
      },
    };
    await context.store.write([
      ...forgotten.map((old) => ({ kind: 'access-key', key: old.accessKeyId, value: null }) as const),
      { kind: 'access-key', key: key.accessKeyId, value: key },
    ]);
    return key;
  });
}

export function credentialsShape({
  accessKeyId: id,
  secretAccessKey: secret,
  session,
}: SessionKey): Credentials {
  return {
    AccessKeyId: id,
    SecretAccessKey: secret,
    SessionToken: session.token,
    Expiration: new Date(session.expiresAtMs),
  };
}
