// Reads, changes and writes one alarm as one.
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import type { AlarmDocument } from './alarm.ts';

type Change = (alarm: AlarmDocument | null) => Promise<AlarmDocument | null> | AlarmDocument | null;

/** @returns what was written; null where the change gave nothing, and nothing was written */
export function changeAlarm(
  { store }: Pick<OperationContext, 'store'>,
  name: string,
  change: Change,
): Promise<AlarmDocument | null> {
  return store.exclusively('metric-alarm', name, async () => {
    const value = await change(await store.get<AlarmDocument>('metric-alarm', name));
    if (value !== null) await store.write([{ kind: 'metric-alarm', key: name, value }]);
    return value;
  });
}

/** Recorded: without a message. */
export function noSuchAlarm(): AwsError {
  return new AwsError('ResourceNotFound', 404, '');
}
