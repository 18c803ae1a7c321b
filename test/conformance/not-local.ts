// What of AWS cannot hold on one's own machine, each with its reason: reported as skipped, never as passed.

export interface NotLocal {
  /** Id of a case, or the beginning of one. */
  readonly id: string;
  readonly reason: string;
}

export const notLocal: readonly NotLocal[] = [
  {
    id: 'lambda/TestLambdaConcurrency::test_lambda_provisioned_concurrency_moves_with_alias',
    reason:
      'recorded in 2023 with another runtime than its inputs name, and before AWS answered with LoggingConfig',
  },
  {
    id: 'lambda_api/TestLambdaVersions::test_publish_with_update',
    reason: 'AWS was still making the version when it was asked; here it is there at once',
  },
  {
    id: 'lambda_api/TestLambdaAccountSettings::test_account_settings_total_code_size',
    reason: 'counts the 276 bytes of a package that is not part of the recording',
  },
  {
    id: 'logs_groups/TestLogsGroupsTags::test_tag_resource_api',
    reason: 'its inputs do not say which member of an answer is the ARN',
  },
];

export interface NotLocalAnswer extends NotLocal {
  /** The name of the one recorded answer that cannot hold; the others of the case are compared. */
  readonly answer: string;
}

const beforeReady = {
  answer: 'get_provisioned_prewait',
  reason: 'AWS needs a minute for the environments, and was asked before; here they may be ready by then',
};

export const notLocalAnswers: readonly NotLocalAnswer[] = [
  { id: 'lambda/TestLambdaConcurrency::test_provisioned_concurrency', ...beforeReady },
  { id: 'lambda/TestLambdaConcurrency::test_reserved_provisioned_overlap', ...beforeReady },
];

export function isLocalAnswer(id: string, answer: string): boolean {
  return !notLocalAnswers.some((entry) => id.startsWith(entry.id) && entry.answer === answer);
}

export function notLocalReason(id: string): string | null {
  return notLocal.find((entry) => id.startsWith(entry.id))?.reason ?? null;
}
