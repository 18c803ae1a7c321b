// DeleteAlarms, SetAlarmState, EnableAlarmActions and DisableAlarmActions.
import type {
  DeleteAlarmsInput,
  DisableAlarmActionsInput,
  EnableAlarmActionsInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import type { OperationContext } from '../context.ts';
import type { AlarmDocument } from './alarm.ts';
import { changeAlarm, noSuchAlarm } from './change-alarm.ts';
import { enterState } from './enter-state.ts';

/** Names of no alarm are passed over (documented for some of several; here for all). */
export async function deleteAlarms(
  { AlarmNames }: DeleteAlarmsInput,
  { store }: OperationContext,
): Promise<void> {
  await store.write((AlarmNames ?? []).map((key) => ({ kind: 'metric-alarm', key, value: null })));
}

/** Until the alarm is evaluated again. @throws AwsError ResourceNotFound */
export async function setAlarmState(
  { AlarmName, StateValue, StateReason, StateReasonData }: SetAlarmStateInput,
  context: OperationContext,
): Promise<void> {
  const alarm = await context.store.get<AlarmDocument>('metric-alarm', AlarmName!);
  if (alarm === null) throw noSuchAlarm();
  await enterState(context, alarm, {
    value: StateValue!,
    reason: StateReason!,
    reasonData: StateReasonData ?? null,
    updatedAtMs: context.clock.nowMs(),
  });
}

export async function enableAlarmActions(
  input: EnableAlarmActionsInput,
  context: OperationContext,
): Promise<void> {
  await enable(input.AlarmNames ?? [], true, context);
}

export async function disableAlarmActions(
  input: DisableAlarmActionsInput,
  context: OperationContext,
): Promise<void> {
  await enable(input.AlarmNames ?? [], false, context);
}

async function enable(
  names: readonly string[],
  ActionsEnabled: boolean,
  context: OperationContext,
): Promise<void> {
  for (const name of names) {
    await changeAlarm(
      context,
      name,
      (alarm) => alarm && { ...alarm, configuration: { ...alarm.configuration, ActionsEnabled } },
    );
  }
}
