// What keys used of a plan, day by day, as GetUsage and UpdateUsage answer it: `[used, remaining]` for each day.
import type { Usage } from '@aws-sdk/client-api-gateway';
import type { UsageDocument, UsagePlanDocument } from '../../gateway/account-model.ts';
import { dayOf, remainingOn } from '../../gateway/quota-period.ts';
import { badRequest } from './errors.ts';

const dayMs = 86_400_000;
/** Varco's own: GetUsage answers for so many days at most. */
const usageDaysMax = 370;

/** The days from `startDate` to `endDate`, both included. @throws AwsError BadRequestException */
export function daysBetween(startDate: string | undefined, endDate: string | undefined): readonly string[] {
  const [start, end] = [readDay(startDate), readDay(endDate)];
  // AWS's words are unknown, for these and for a date that is none.
  if (end < start) throw badRequest('The start date must not be after the end date');
  if ((end - start) / dayMs >= usageDaysMax) {
    throw badRequest(`The usage of at most ${usageDaysMax} days can be asked for`);
  }
  return Array.from({ length: (end - start) / dayMs + 1 }, (_, index) => dayOf(start + index * dayMs));
}

/** A day without a request has used nothing, and has left what the day before it left of the same period. */
export function usageItems(
  plan: UsagePlanDocument,
  usages: readonly UsageDocument[],
  days: readonly string[],
): NonNullable<Usage['items']> {
  return Object.fromEntries(
    usages.map((usage) => [
      usage.apiKeyId,
      days.map((day) => {
        const known = usage.days[day];
        return [known?.used ?? 0, plan.quota === null ? unlimited : remainingOn(usage.days, plan.quota, day)];
      }),
    ]),
  );
}

/** Varco's choice for a plan without a quota: AWS's answer is not known. */
const unlimited = -1;

function readDay(date: string | undefined): number {
  const day = date?.slice(0, 10) ?? '';
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(atMs)) throw badRequest(`Invalid date specified: ${date ?? 'null'}`);
  return atMs;
}
